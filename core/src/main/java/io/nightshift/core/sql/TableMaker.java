package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes tables in the target, as the source's are but in the target's types. */
final class TableMaker {
    /** What one index of InnoDB holds. */
    private static final int KEY_BYTES = 3072;

    private final Dialect from;
    private final Dialect to;
    private final TypeChoices choices;

    TableMaker(Dialect from, Dialect to, TypeChoices choices) {
        this.from = from;
        this.to = to;
        this.choices = choices;
    }

    /** The columns as they are read, with what was chosen for values that have no counterpart. */
    Table asChosen(Table table) {
        return table.columnsAre(table.columns().stream().map(this::asChosen).toList());
    }

    private Column asChosen(Column column) {
        if (choices.tinyintAsNumber() && from instanceof MariaDbDialect && column.kind() == Kind.BOOLEAN) {
            return column.as(Kind.INTEGER, 8, 0);
        }
        boolean zero = choices.zeroDatesAsNull()
                && from instanceof MariaDbDialect
                && column.kind().isDated();
        return zero ? column.zeroIsNull(true).nullable(true) : column;
    }

    private Column asTarget(Column column) {
        if (choices.momentsAsDateTime() && to instanceof MariaDbDialect && column.kind() == Kind.INSTANT) {
            return column.as(Kind.TIMESTAMP, column.size(), 0);
        }
        if (choices.unknownAsText() && !sameDialect() && column.kind() == Kind.OTHER) {
            return column.as(Kind.TEXT, 0, 0);
        }
        return column;
    }

    boolean sameDialect() {
        return from.getClass() == to.getClass();
    }

    @Nullable
    String type(Table table, Column column) {
        boolean same = sameDialect()
                && asTarget(column).equals(column)
                && !(column.kind() == Kind.INTEGER && column.declared().startsWith("tinyint(1)"));
        return to.type(asTarget(column), same, keyBytes(table, column));
    }

    /** Columns that have no lossless counterpart, each in a sentence. */
    List<String> refused(Table table) {
        List<String> refused = new ArrayList<>();
        for (Column column : table.columns()) {
            if (type(table, column) == null) {
                refused.add("The column `" + column.name() + "` of the table " + table.title() + " is "
                        + column.declared() + ", which "
                        + to.name() + " cannot keep without a loss."
                        + (column.kind() == Kind.OTHER
                                ? " Ask for unknown types as text, or leave the table out."
                                : ""));
            }
        }
        return refused;
    }

    private static int keyBytes(Table table, Column column) {
        int smallest = 0;
        List<List<String>> keys = Stream.of(
                        Stream.of(table.primaryKey()),
                        table.indexes().stream().filter(Index::unique).map(Index::columns),
                        table.foreignKeys().stream().map(ForeignKey::columns))
                .flatMap(all -> all)
                .toList();
        for (List<String> key : keys) {
            if (key.contains(column.name())) {
                int wide = (int) table.columns(key).stream()
                        .filter(one -> one.kind().isText() || one.kind() == Kind.BYTES)
                        .count();
                int share = (KEY_BYTES - 16 * (key.size() - wide)) / Math.max(1, wide);
                smallest = smallest == 0 ? share : Math.min(smallest, share);
            }
        }
        return smallest;
    }

    /** @param inline foreign keys that can only be written here */
    String create(Table table, String schema, String name, List<ForeignKey> inline) {
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            String type = String.valueOf(type(table, column));
            boolean numbers = column.identity() && column.kind() == Kind.INTEGER;
            String line = to.quote(column.name()) + " " + (numbers ? to.identity(type) : type);
            if (!type.endsWith(" null")) {
                line += column.nullable() ? "" : " not null";
            }
            line += Preset.clause(asTarget(column), to, type);
            if (column.kind() == Kind.ENUM
                    && !column.labels().isEmpty()
                    && (to instanceof PostgresDialect || to instanceof SqliteDialect)) {
                line += " check (" + to.quote(column.name()) + " in ("
                        + column.labels().stream().map(to::literal).collect(Collectors.joining(", ")) + "))";
            }
            lines.add(line);
            if (numbers
                    && to instanceof MariaDbDialect
                    && !column.name()
                            .equals(table.primaryKey().stream().findFirst().orElse(""))) {
                lines.add("key (" + to.quote(column.name()) + ")");
            }
        }
        if (!table.primaryKey().isEmpty()) {
            lines.add("primary key (" + names(table.primaryKey()) + ")");
        }
        inline.forEach(key -> lines.add(foreignKey(key, schema)));
        return "create table if not exists " + to.table(schema, name) + " (" + String.join(", ", lines) + ")"
                + to.tableOptions();
    }

    String names(List<String> columns) {
        return columns.stream().map(to::quote).collect(Collectors.joining(", "));
    }

    String foreignKey(ForeignKey key, String schema) {
        String rules = Map.of("delete", key.onDelete(), "update", key.onUpdate()).entrySet().stream()
                .filter(rule -> !rule.getValue().equals("NO ACTION"))
                .map(rule -> " on " + rule.getKey() + " " + rule.getValue())
                .collect(Collectors.joining());
        return "foreign key (" + names(key.columns()) + ") references " + to.besides(schema, key.table()) + " ("
                + names(key.referred()) + ")" + rules;
    }

    private List<ForeignKey> inline(Table table, List<Table> copied) {
        return table.foreignKeys().stream()
                .filter(key -> !to.addsForeignKeys()
                        && copied.stream().anyMatch(other -> other.name().equals(key.table())))
                .toList();
    }

    void makeAll(Session target, List<Table> tables, CopyRecord record, Marks marks) throws SQLException {
        for (Table table : tables) {
            TableRecord entry = record.tables().stream()
                    .filter(one -> one.source().equals(table.name()))
                    .findFirst()
                    .orElseThrow();
            marks.open(entry.target());
            target.connection().setAutoCommit(true);
            String schema = record.targetSchema();
            if (entry.fate() == TableRecord.Fate.REPLACED && !Marks.has(target, schema, entry.aside())) {
                target.execute(to.rename(schema, entry.target(), entry.aside()));
            }
            if (entry.isMade()) {
                target.execute(create(table, schema, entry.target(), inline(table, tables)));
            }
        }
    }
}
