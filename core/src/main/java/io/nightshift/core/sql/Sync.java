package io.nightshift.core.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Brings the rows of a table that is there in line with the source's; each row's old state is kept in a side table first. */
final class Sync {
    private static final int BATCH = 200;

    private final Ends ends;
    private final Pair pair;
    private final TableRecord entry;
    private final String schema;
    private final CopyListener listener;
    private long changed;
    private boolean sawExtra;

    Sync(Ends ends, Pair pair, CopyRecord record, CopyListener listener) {
        this.ends = ends;
        this.pair = pair;
        this.schema = record.targetSchema();
        this.listener = listener;
        this.entry = record.tables().stream()
                .filter(one -> one.target().equals(pair.target().name()))
                .findFirst()
                .orElseThrow();
    }

    /** Rows that are missing or differ; tables that others refer to come first. */
    void writeRows() {
        ends.doing("The side tables cannot be made", (from, to) -> {
            sideTables(to);
            return "";
        });
        comparer().compare((source, target, differences) -> apply(source, target, differences, false));
    }

    /** Rows that only the target has; tables that refer to others come first. */
    void removeRows() {
        if (sawExtra) {
            comparer().compare((source, target, differences) -> apply(source, target, differences, true));
        }
    }

    String name() {
        return pair.target().name();
    }

    long changed() {
        return changed;
    }

    private TableComparer comparer() {
        long expected = ends.doing("The source cannot be read", (from, to) -> SqlCopy.expected(pair.source(from)));
        return new TableComparer(ends, pair, listener, expected);
    }

    private void sideTables(Session to) throws SQLException {
        Dialect words = to.dialect();
        if (!Marks.has(to, schema, entry.aside())) {
            to.execute(words.emptyLike(schema, entry.aside(), entry.target(), columns(words)));
        }
        if (!Marks.has(to, schema, entry.added())) {
            to.execute(words.emptyLike(schema, entry.added(), entry.target(), key(words)));
        }
    }

    private String columns(Dialect words) {
        return pair.target().columns().stream()
                .filter(column -> !column.generated())
                .map(column -> words.quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    private String key(Dialect words) {
        return pair.target().columns(pair.key()).stream()
                .map(column -> words.quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** One part's changes and what takes them back, in one transaction. */
    private void apply(Side source, Side target, Differences differences, boolean removing) throws SQLException {
        sawExtra |= !differences.extra().isEmpty();
        Session to = target.session();
        to.connection().setAutoCommit(false);
        long count = 0;
        if (removing) {
            for (List<List<String>> keys : batches(differences.extra())) {
                keep(target, keys);
                count += change(target, "delete from " + target.name() + " where ", Predicate.among(target, keys));
            }
        } else {
            for (List<List<String>> keys : batches(differences.different())) {
                keep(target, keys);
                count += update(source, target, keys);
            }
            for (List<List<String>> keys : batches(differences.missing())) {
                RowWriter writer = to.dialect().writer(to, target.name(), target.columns());
                ValueRules rules = new ValueRules(source, target);
                try {
                    RowReader.read(
                            source,
                            source.columns(),
                            Predicate.among(source, keys),
                            "",
                            ChunkPlanner.carefulFetch(source),
                            row -> {
                                rules.check(row);
                                writer.write(row);
                            });
                    writer.finish();
                } finally {
                    writer.abandon();
                }
                remember(target, keys);
                count += keys.size();
            }
        }
        to.connection().commit();
        changed += count;
    }

    private static List<List<List<String>>> batches(List<List<String>> keys) {
        List<List<List<String>>> batches = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            batches.add(keys.subList(from, Math.min(keys.size(), from + BATCH)));
        }
        return batches;
    }

    /** The old rows, unless an earlier change kept or added them already. */
    private void keep(Side target, List<List<String>> keys) throws SQLException {
        String columns = columns(target.words());
        change(
                target,
                "insert into " + target.words().table(schema, entry.aside()) + " (" + columns + ") select " + columns
                        + " from " + target.name() + " where " + notKept(target) + " and ",
                Predicate.among(target, keys));
    }

    private void remember(Side target, List<List<String>> keys) throws SQLException {
        String key = key(target.words());
        change(
                target,
                "insert into " + target.words().table(schema, entry.added()) + " (" + key + ") select " + key + " from "
                        + target.name() + " where " + notKept(target) + " and ",
                Predicate.among(target, keys));
    }

    private String notKept(Side target) {
        Dialect words = target.words();
        String same = target.key().stream()
                .map(column ->
                        "s." + words.quote(column.name()) + " = " + target.name() + "." + words.quote(column.name()))
                .collect(Collectors.joining(" and "));
        return List.of(entry.aside(), entry.added()).stream()
                .map(side -> "not exists (select 1 from " + words.table(schema, side) + " s where " + same + ")")
                .collect(Collectors.joining(" and "));
    }

    private static int change(Side target, String sql, Predicate where) throws SQLException {
        try (PreparedStatement statement = target.session().connection().prepareStatement(sql + where.sql())) {
            where.fill(statement, 1);
            return statement.executeUpdate();
        }
    }

    private static int update(Side source, Side target, List<List<String>> keys) throws SQLException {
        Dialect words = target.words();
        List<Integer> places = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (int n = 0; n < target.columns().size(); n++) {
            Column column = target.columns().get(n);
            if (!target.key().contains(column)) {
                places.add(n);
                sets.add(words.quote(column.name()) + " = " + words.parameter(column));
            }
        }
        String where = target.key().stream()
                .map(column -> words.keyExpression(column) + " = " + words.keyParameter(column))
                .collect(Collectors.joining(" and "));
        ValueRules rules = new ValueRules(source, target);
        int[] keyPlaces = source.keyPlaces();
        int[] count = new int[1];
        try (PreparedStatement statement = target.session()
                .connection()
                .prepareStatement("update " + target.name() + " set " + String.join(", ", sets) + " where " + where)) {
            RowReader.read(
                    source,
                    source.columns(),
                    Predicate.among(source, keys),
                    "",
                    ChunkPlanner.carefulFetch(source),
                    row -> {
                        rules.check(row);
                        int index = 1;
                        for (int place : places) {
                            words.bind(statement, index++, target.columns().get(place), row[place]);
                        }
                        for (String value : RowReader.key(row, keyPlaces)) {
                            statement.setString(index++, value);
                        }
                        count[0] += statement.executeUpdate();
                    });
        }
        return count[0];
    }
}
