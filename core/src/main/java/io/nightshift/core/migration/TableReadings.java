package io.nightshift.core.migration;

import io.nightshift.core.sql.RowDifference;
import io.nightshift.core.sql.SqlLook;
import io.nightshift.core.sql.TableComparison;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found in databases, as readings that modules plan from. */
public final class TableReadings {
    private TableReadings() {}

    /** What a copy would find to do. */
    public static Reading.TablesDifference of(SqlLook.Found found) {
        List<TableState> states = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (SqlLook.Standing table : found.tables()) {
            TableComparison compared = table.comparison();
            states.add(
                    compared == null
                            ? new TableState(
                                    table.table(),
                                    table.there(),
                                    table.sourceRows(),
                                    0,
                                    table.sourceRows(),
                                    0,
                                    0,
                                    String.join(" ", table.unlike()))
                            : state(compared));
            lines.addAll(lines(compared));
        }
        return new Reading.TablesDifference(
                states, lines, found.unfinished().stream().sorted().toList());
    }

    /** How tables compare that are there. */
    public static Reading.TablesDifference of(List<TableComparison> compared) {
        return new Reading.TablesDifference(
                compared.stream().map(TableReadings::state).toList(),
                compared.stream().flatMap(one -> lines(one).stream()).toList(),
                List.of());
    }

    private static TableState state(TableComparison compared) {
        return new TableState(
                compared.table(),
                true,
                compared.sourceRows(),
                compared.targetRows(),
                compared.missing(),
                compared.extra(),
                compared.different(),
                "");
    }

    /** The rows that differ, each in one line. */
    public static List<String> lines(@Nullable TableComparison compared) {
        return compared == null
                ? List.of()
                : compared.listed().stream().map(TableReadings::line).toList();
    }

    private static String line(RowDifference row) {
        String where = row.table() + ", " + row.key() + ": ";
        return where
                + switch (row.where()) {
                    case ONLY_IN_SOURCE -> "only in the source";
                    case ONLY_IN_TARGET -> "only in the target";
                    case IN_BOTH ->
                        row.values().stream()
                                .map(value -> value.column() + " is " + value.source() + " in the source and "
                                        + value.target() + " in the target")
                                .collect(Collectors.joining("; "));
                };
    }
}
