package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a table gets once its rows are there: unique keys, indexes, checks, foreign keys, and where its numbers go on. */
final class AfterRows {
    private final Session target;
    private final TableMaker maker;
    private final String schema;
    private final List<String> leftOut = new ArrayList<>();

    AfterRows(Session target, TableMaker maker, String schema) {
        this.target = target;
        this.maker = maker;
        this.schema = schema;
    }

    List<String> leftOut() {
        return leftOut;
    }

    /** Everything that is not there yet; a second call does the rest of the first. */
    void finish(List<Pair> pairs, CopyRecord record) throws SQLException {
        target.connection().setAutoCommit(true);
        Set<String> names = new HashSet<>();
        for (Table table : target.dialect().tables(target, schema)) {
            names.add(table.name().toLowerCase(Locale.ROOT));
            table.indexes().forEach(index -> names.add(index.name().toLowerCase(Locale.ROOT)));
        }
        List<Pair> made = pairs.stream()
                .filter(pair -> record.tables().stream()
                        .anyMatch(entry -> entry.isMade()
                                && entry.target().equals(pair.target().name())))
                .toList();
        for (Pair pair : made) {
            indexes(pair, names);
            special(pair);
        }
        for (Pair pair : made) {
            foreignKeys(pair, pairs);
        }
        for (Pair pair : pairs) {
            numbers(pair);
        }
    }

    private void indexes(Pair pair, Set<String> names) throws SQLException {
        Dialect words = target.dialect();
        for (Index index : pair.source().indexes()) {
            boolean there = pair.target().indexes().stream()
                    .anyMatch(other -> other.columns().equals(index.columns()) && other.unique() == index.unique());
            if (there) {
                continue;
            }
            String name = index.name();
            boolean perTable = words instanceof MariaDbDialect;
            for (int n = 2;
                    name.startsWith("sqlite_") || (!perTable && names.contains(name.toLowerCase(Locale.ROOT)));
                    n++) {
                String end = "_" + n;
                String base = pair.target().name() + "_" + String.join("_", index.columns());
                name = base.substring(0, Math.min(base.length(), 60 - end.length())) + end;
            }
            names.add(name.toLowerCase(Locale.ROOT));
            List<String> parts = new ArrayList<>();
            for (Column column : pair.target().columns(index.columns())) {
                boolean isLong = perTable && column.mayBeLarge() && column.size() == 0;
                parts.add(words.quote(column.name()) + (isLong ? "(191)" : ""));
                if (isLong) {
                    leftOut.add(pair.target().name() + ": index " + index.name()
                            + " covers the first 191 characters of " + column.name());
                }
            }
            target.execute("create " + (index.unique() ? "unique " : "") + "index " + words.quote(name) + " on "
                    + words.besides(schema, pair.target().name()) + " (" + String.join(", ", parts) + ")");
        }
    }

    private void special(Pair pair) throws SQLException {
        Dialect words = target.dialect();
        List<String> there = maker.sameDialect() ? pair.target().special() : List.of();
        for (String special : pair.source().special()) {
            boolean check = special.startsWith("check ") && words instanceof PostgresDialect && maker.sameDialect();
            if (check && !there.contains(special)) {
                String name = special.substring("check ".length(), special.indexOf(": "));
                target.execute(
                        "alter table " + words.table(schema, pair.target().name()) + " add constraint "
                                + words.quote(name) + " " + special.substring(special.indexOf(": ") + 2));
            } else if (!check) {
                leftOut.add(pair.target().name() + ": " + special);
            }
        }
    }

    private void foreignKeys(Pair pair, List<Pair> pairs) throws SQLException {
        Dialect words = target.dialect();
        if (!words.addsForeignKeys()) {
            return;
        }
        Set<String> copied = pairs.stream().map(one -> one.source().name()).collect(Collectors.toSet());
        for (ForeignKey key : pair.source().foreignKeys()) {
            boolean there = pair.target().foreignKeys().stream()
                    .anyMatch(other -> other.columns().equals(key.columns())
                            && other.table().equals(key.table()));
            boolean known = words instanceof MariaDbDialect
                    && (key.onDelete().equals("SET DEFAULT") || key.onUpdate().equals("SET DEFAULT"));
            if (!copied.contains(key.table()) || known) {
                leftOut.add(pair.target().name() + ": foreign key " + key.name() + " to " + key.table()
                        + (known ? ", for its SET DEFAULT" : ", which was not copied"));
            } else if (!there) {
                target.execute("alter table "
                        + words.table(schema, pair.target().name()) + " add " + maker.foreignKey(key, schema));
            }
        }
    }

    private void numbers(Pair pair) throws SQLException {
        for (Column column : pair.target().columns()) {
            if (column.identity()
                    && column.kind() == Kind.INTEGER
                    && pair.source().column(column.name()).isPresent()) {
                String name = target.dialect().quote(column.name());
                String greatest = target.value("select coalesce(max(" + name + "), 0) from "
                        + target.dialect()
                                .table(pair.target().schema(), pair.target().name()));
                long next =
                        Math.max(Math.max(pair.source().next(), pair.target().next()), Long.parseLong(greatest) + 1);
                target.dialect().setNext(target, pair.target(), column, Math.max(1, next));
            }
        }
    }
}
