package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a copy back: tables that it made go, those that were empty are empty again, old rows and old tables return. */
final class Undo {
    private final Session target;
    private final CopyRecord record;
    private final Dialect words;

    Undo(Session target, CopyRecord record) {
        this.target = target;
        this.record = record;
        this.words = target.dialect();
    }

    /** Only what the marks say was begun is touched, so a second time finds nothing to do. */
    void run() throws SQLException {
        Marks marks = new Marks(target, record);
        if (!marks.exists() || !marks.opened("")) {
            return;
        }
        List<Table> there = words.tables(target, record.targetSchema());
        List<TableRecord> begun = new ArrayList<>();
        for (TableRecord entry : record.tables()) {
            if (marks.opened(entry.target())) {
                begun.add(entry);
            }
        }
        Collections.reverse(begun);
        for (TableRecord entry : begun) {
            // A table that was to be replaced and still has no copy aside was never touched.
            boolean untouched = entry.fate() == TableRecord.Fate.REPLACED
                    && !Marks.has(target, record.targetSchema(), entry.aside());
            if (entry.isMade() && !untouched) {
                dropForeignKeys(there, entry);
            }
        }
        new RowsBack(target, record, there).run(begun);
        for (TableRecord entry : childrenFirst(begun, there)) {
            takeBack(entry, there);
        }
        forget();
    }

    private static List<TableRecord> childrenFirst(List<TableRecord> begun, List<Table> there) {
        List<Table> sorted = References.parentsFirst(there, table -> table);
        Map<String, Integer> places = new HashMap<>();
        sorted.forEach(table -> places.put(table.name(), -places.size()));
        List<TableRecord> ordered = new ArrayList<>(begun);
        ordered.sort(Comparator.comparing(entry -> places.getOrDefault(entry.target(), 0)));
        return ordered;
    }

    private void takeBack(TableRecord entry, List<Table> there) throws SQLException {
        String table = words.table(record.targetSchema(), entry.target());
        switch (entry.fate()) {
            case MADE -> target.execute("drop table if exists " + table);
            case FILLED -> {
                target.execute("delete from " + table);
                for (Table old : there) {
                    if (old.name().equals(entry.target()) && entry.next() > 0) {
                        for (Column column : old.columns()) {
                            if (column.identity()) {
                                words.setNext(target, old, column, entry.next());
                            }
                        }
                    }
                }
            }
            case REPLACED -> {
                if (Marks.has(target, record.targetSchema(), entry.aside())) {
                    target.execute("drop table if exists " + table);
                    target.execute(words.rename(record.targetSchema(), entry.aside(), entry.target()));
                }
            }
            case SYNCED -> {} // row by row, before
        }
    }

    private void dropForeignKeys(List<Table> there, TableRecord entry) throws SQLException {
        if (!words.addsForeignKeys()) {
            return;
        }
        for (Table table : there) {
            if (table.name().equals(entry.target())) {
                for (ForeignKey key : table.foreignKeys()) {
                    target.execute("alter table " + words.table(table.schema(), table.name())
                            + (words instanceof MariaDbDialect ? " drop foreign key " : " drop constraint ")
                            + words.quote(key.name()));
                }
            }
        }
    }

    void forget() throws SQLException {
        for (TableRecord entry : record.tables()) {
            for (String side : List.of(entry.aside(), entry.added())) {
                if (!side.isEmpty()) {
                    target.execute("drop table if exists " + words.table(record.targetSchema(), side));
                }
            }
        }
        Marks marks = new Marks(target, record);
        if (marks.exists()) {
            marks.forget();
        }
    }
}
