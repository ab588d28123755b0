package io.nightshift.playbooks.module;

import java.util.List;
import java.util.Map;

/**
 * Which tables are to be in another database as they are in the first.
 *
 * @param tables names or patterns with {@code *} and {@code ?}; empty for all
 * @param excludes names or patterns of tables that stay out
 * @param keys by table, columns that tell rows apart where the table has no key
 * @param chunkRows how many rows are committed at once, at most
 * @param parallel how many chunks travel at the same time
 * @param verifies whether all rows are compared in the end
 * @param stop when it stops though it is not through
 */
public record TablesOrder(
        DatabaseAddress source,
        DatabaseAddress target,
        List<String> tables,
        List<String> excludes,
        Existing existing,
        Map<String, List<String>> keys,
        Values values,
        int chunkRows,
        int parallel,
        boolean verifies,
        TreeOrder.Stop stop) {
    /** What becomes of a table of the target that holds rows. */
    public enum Existing {
        /** It must hold the source's rows already. */
        REFUSE,
        /** What differs is brought in line. */
        SYNC,
        /** It is moved aside and made anew. */
        REPLACE
    }

    /**
     * What becomes of values that have no counterpart by themselves.
     *
     * @param zeroDatesAsNull MariaDB's 0000-00-00; else such a row is refused
     * @param tinyintAsNumber MariaDB's tinyint(1) stays a number; else it is yes or no
     * @param momentsAsDateTime a moment becomes MariaDB's datetime in UTC; else its timestamp, which ends in 2038
     * @param unknownAsText types that only the source's database has; else such a column is refused
     */
    public record Values(
            boolean zeroDatesAsNull, boolean tinyintAsNumber, boolean momentsAsDateTime, boolean unknownAsText) {}

    public TablesOrder {
        tables = List.copyOf(tables);
        excludes = List.copyOf(excludes);
        keys = Map.copyOf(keys);
    }
}
