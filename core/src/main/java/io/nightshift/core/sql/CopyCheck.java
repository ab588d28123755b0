package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at both ends before the first row, tells every problem at once, and decides what becomes of each table. */
final class CopyCheck {
    private final Session source;
    private final Session target;
    private final CopyOrder order;
    private final TableMaker maker;
    private final List<String> problems = new ArrayList<>();

    CopyCheck(Session source, Session target, CopyOrder order) {
        this.source = source;
        this.target = target;
        this.order = order;
        this.maker = new TableMaker(source.dialect(), target.dialect(), order.types());
    }

    static String sourceSchema(Session source, CopyOrder order) throws SQLException {
        return order.sourceSchema().isEmpty() ? source.dialect().schema(source) : order.sourceSchema();
    }

    static String targetSchema(Session target, CopyOrder order) throws SQLException {
        return order.targetSchema().isEmpty() ? target.dialect().schema(target) : order.targetSchema();
    }

    List<Table> chosen() throws SQLException {
        String schema = sourceSchema(source, order);
        return Selection.of(source.dialect().tables(source, schema), order, source, schema).stream()
                .map(maker::asChosen)
                .toList();
    }

    CopyRecord record(String id) throws SQLException {
        String schema = targetSchema(target, order);
        List<Table> there = target.dialect().tables(target, schema);
        Map<String, Table> byName = there.stream()
                .collect(Collectors.toMap(
                        table -> table.name().toLowerCase(Locale.ROOT), Function.identity(), (one, other) -> one));
        List<Table> chosen = chosen();
        List<TableRecord> entries = new ArrayList<>();
        for (Table table : chosen) {
            key(table);
            Table old = byName.get(table.name().toLowerCase(Locale.ROOT));
            entries.add(entry(table, old, there, chosen, id, entries.size()));
        }
        if (!problems.isEmpty()) {
            throw new SqlFailure(String.join("\n", problems));
        }
        return new CopyRecord(id, schema, entries);
    }

    private void key(Table table) throws SQLException {
        List<String> key = Keys.of(table, order);
        if (key.isEmpty()) {
            problems.add("The table " + table.title()
                    + " has no primary key and no unique index over columns that are never null, so its rows"
                    + " cannot be told apart. Name columns that do, such as `keys: {" + table.name() + ": ["
                    + table.columns().get(0).name() + "]}`.");
        } else if (Keys.isByHand(table, key)) {
            String problem = Keys.problem(source, table, key);
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
        }
    }

    private TableRecord entry(
            Table table, @Nullable Table old, List<Table> there, List<Table> chosen, String id, int number)
            throws SQLException {
        if (old == null) {
            problems.addAll(maker.refused(table));
            return new TableRecord(table.name(), table.name(), TableRecord.Fate.MADE, "", "", -1);
        }
        String aside = Marks.ASIDE + id + "_" + number;
        if (order.existing() == Existing.REPLACE) {
            problems.addAll(maker.refused(table));
            for (Table other : there) {
                boolean refers =
                        other.foreignKeys().stream().anyMatch(key -> key.table().equals(old.name()));
                boolean stays = chosen.stream().noneMatch(one -> one.name().equalsIgnoreCase(other.name()));
                if (refers && stays && !Selection.isOurs(other.name())) {
                    problems.add("The table " + old.title() + " of the target cannot be replaced: the table "
                            + other.title() + " refers to it. Copy that one, too, or drop its foreign key.");
                }
            }
            return new TableRecord(table.name(), old.name(), TableRecord.Fate.REPLACED, aside, "", -1);
        }
        problems.addAll(Pair.of(table, old, List.of()).problems());
        if (target.dialect() instanceof MariaDbDialect
                && old.special().stream().anyMatch(note -> note.startsWith("engine "))) {
            problems.add("The table " + old.title() + " of the target has the "
                    + old.special().get(0)
                    + ", which knows no transactions: a copy into it could not be gone on with. Make it InnoDB.");
        }
        String from = " from " + target.dialect().table(old.schema(), old.name());
        boolean empty = target.rows("select 1" + from + " limit 1").isEmpty();
        if (empty) {
            return new TableRecord(table.name(), old.name(), TableRecord.Fate.FILLED, "", "", old.next());
        }
        if (order.existing() == Existing.REFUSE) {
            problems.add(
                    "The table " + old.title() + " of the target holds " + target.value("select count(*)" + from)
                            + " rows already. Empty it, or say what becomes of it: `existing: sync` brings what differs in line, `existing: replace` makes it anew.");
        }
        return new TableRecord(table.name(), old.name(), TableRecord.Fate.SYNCED, aside, aside + "k", old.next());
    }
}
