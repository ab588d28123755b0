package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings back the old rows of tables that were brought in line: all of them in one transaction. Rows that went return with those that others
 * refer to first, then what was changed is changed back, then rows that came go, those that refer to others first.
 */
final class RowsBack {
    private final Session target;
    private final CopyRecord record;
    private final List<Table> there;
    private final Dialect words;

    RowsBack(Session target, CopyRecord record, List<Table> there) {
        this.target = target;
        this.record = record;
        this.there = there;
        this.words = target.dialect();
    }

    /** One table, and the tables beside it that hold its old rows and the keys of its new ones. */
    private record Kept(Table table, Table aside, Table added) {}

    void run(List<TableRecord> begun) throws SQLException {
        List<Kept> all = new ArrayList<>();
        for (TableRecord entry : begun) {
            if (entry.fate() == TableRecord.Fate.SYNCED
                    && Marks.has(target, record.targetSchema(), entry.aside())
                    && Marks.has(target, record.targetSchema(), entry.added())) {
                all.add(new Kept(table(entry.target()), table(entry.aside()), table(entry.added())));
            }
        }
        if (all.isEmpty()) {
            return;
        }
        List<Kept> sorted = References.parentsFirst(all, Kept::table);
        target.connection().setAutoCommit(false);
        try {
            bringBack(sorted, false);
        } catch (SQLException e) {
            if (!Refusals.isDuplicate(e)) {
                throw e;
            }
            target.connection().rollback();
            bringBack(sorted, true); // what came has a value now that what was there needs back
        }
        target.connection().commit();
        target.connection().setAutoCommit(true);
    }

    private void bringBack(List<Kept> sorted, boolean cameGoesFirst) throws SQLException {
        if (cameGoesFirst) {
            removeWhatCame(sorted);
        }
        String given = words instanceof PostgresDialect ? " overriding system value" : "";
        for (Kept kept : sorted) {
            target.execute("insert into " + name(kept.table()) + " (" + columns(kept) + ")" + given + " select "
                    + columns(kept) + " from " + name(kept.aside()) + " s where not exists (select 1 from "
                    + name(kept.table())
                    + " t where " + same("s", "t", kept) + ")");
        }
        for (Kept kept : sorted) {
            changeBack(kept);
        }
        if (!cameGoesFirst) {
            removeWhatCame(sorted);
        }
        for (Kept kept : sorted) {
            target.execute("delete from " + name(kept.aside()));
            target.execute("delete from " + name(kept.added()));
        }
    }

    private void removeWhatCame(List<Kept> sorted) throws SQLException {
        List<Kept> childrenFirst = new ArrayList<>(sorted);
        Collections.reverse(childrenFirst);
        for (Kept kept : childrenFirst) {
            target.execute("delete from " + name(kept.table()) + " where exists (select 1 from " + name(kept.added())
                    + " s where " + same("s", name(kept.table()), kept) + ")");
        }
    }

    private void changeBack(Kept kept) throws SQLException {
        List<String> key = kept.added().columns().stream().map(Column::name).toList();
        String same = same("s", name(kept.table()), kept);
        String sets = kept.table().columns().stream()
                .filter(column -> !column.generated() && !key.contains(column.name()))
                .map(column -> words.quote(column.name()) + " = (select s." + words.quote(column.name()) + " from "
                        + name(kept.aside()) + " s where " + same + ")")
                .collect(Collectors.joining(", "));
        if (!sets.isEmpty()) {
            target.execute("update " + name(kept.table()) + " set " + sets + " where exists (select 1 from "
                    + name(kept.aside()) + " s where " + same + ")");
        }
    }

    private String same(String one, String other, Kept kept) {
        return kept.added().columns().stream()
                .map(column ->
                        one + "." + words.quote(column.name()) + " = " + other + "." + words.quote(column.name()))
                .collect(Collectors.joining(" and "));
    }

    private String columns(Kept kept) {
        return kept.table().columns().stream()
                .filter(column -> !column.generated())
                .map(column -> words.quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    private String name(Table table) {
        return words.table(record.targetSchema(), table.name());
    }

    private Table table(String name) {
        return there.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SqlFailure("The table " + name + " is not in the target any more."));
    }
}
