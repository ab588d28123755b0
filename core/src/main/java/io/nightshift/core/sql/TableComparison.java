package io.nightshift.core.sql;

import java.util.List;

/**
 * How one table compares.
 *
 * @param missing rows that only the source has
 * @param extra rows that only the target has
 * @param fetched rows that had to be looked at one by one because checksums differed or could not be computed
 * @param listed the first of the rows that differ
 */
public record TableComparison(
        String table,
        long sourceRows,
        long targetRows,
        long missing,
        long extra,
        long different,
        long fetched,
        List<RowDifference> listed) {
    public TableComparison {
        listed = List.copyOf(listed);
    }

    public boolean isSame() {
        return missing + extra + different == 0;
    }
}
