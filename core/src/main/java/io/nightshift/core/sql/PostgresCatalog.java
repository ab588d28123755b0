package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tables of a PostgreSQL schema. */
final class PostgresCatalog {
    private final Session session;
    private final String schema;
    private final Map<String, TableDraft> drafts = new LinkedHashMap<>();

    PostgresCatalog(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    List<Table> tables() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select c.relname, c.reltuples::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname = ? and c.relkind in ('r', 'p') and not c.relispartition order by c.relname",
                schema)) {
            TableDraft draft = new TableDraft(schema, text(row, 0));
            draft.rows = Long.parseLong(text(row, 1));
            drafts.put(draft.name, draft);
        }
        columns();
        indexes();
        foreignKeys();
        checksAndTriggers();
        return drafts.values().stream().map(TableDraft::table).toList();
    }

    private void columns() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), i.udt_name, i.character_maximum_length,"
                        + " i.numeric_precision, i.numeric_scale, i.datetime_precision, i.is_nullable, i.column_default,"
                        + " i.is_identity, i.is_generated, i.domain_name,"
                        + " (select string_agg(e.enumlabel, e'\\x01' order by e.enumsortorder) from pg_enum e join pg_type t on t.oid = e.enumtypid"
                        + "  where t.typname = i.udt_name and t.typnamespace = (select oid from pg_namespace where nspname = i.udt_schema)),"
                        + " pg_get_serial_sequence(quote_ident(i.table_schema) || '.' || quote_ident(i.table_name), i.column_name)"
                        + " from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
                        + " join information_schema.columns i on i.table_schema = n.nspname and i.table_name = c.relname and i.column_name = a.attname"
                        + " where n.nspname = ? and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft != null) {
                draft.columns.add(column(row, draft));
            }
        }
    }

    private Column column(List<@Nullable String> row, TableDraft draft) throws SQLException {
        String name = text(row, 1);
        String declared = text(row, 2);
        String labels = row.get(13);
        Column column = kind(
                name, declared, text(row, 3), number(row, 4), number(row, 5), number(row, 6), number(row, 7), labels);
        String preset = row.get(9);
        String sequence = row.get(14);
        boolean identity =
                "YES".equals(row.get(10)) || (sequence != null && preset != null && preset.startsWith("nextval("));
        if (identity && sequence != null) {
            draft.next = Long.parseLong(session.value(
                    "select case when is_called then last_value + 1 else last_value end from " + sequence));
        }
        boolean generated = "ALWAYS".equals(row.get(11));
        if (generated) {
            draft.special.add(
                    "column " + name + ": computed by the database in the source, a plain column in the copy");
        }
        if (row.get(12) != null) {
            draft.special.add("column " + name + ": the domain " + row.get(12) + " and its checks");
        }
        column = column.nullable("YES".equals(row.get(8))).identity(identity).generated(generated);
        if (!identity && !generated && preset != null && !Preset.isNothing(preset)) {
            column = column.preset(Preset.of(preset).orElse(null));
            if (column.preset() == null) {
                draft.special.add("column " + name + ": default " + preset);
            }
        }
        return column;
    }

    private static Column kind(
            String name,
            String declared,
            String type,
            long characters,
            long precision,
            long scale,
            long seconds,
            @Nullable String labels) {
        if (labels != null) {
            return Column.of(name, Kind.ENUM, declared, 0, 0).labels(List.of(labels.split("\u0001")));
        }
        return switch (type) {
            case "bool" -> Column.of(name, Kind.BOOLEAN, declared, 1, 0);
            case "int2" -> Column.of(name, Kind.INTEGER, declared, 16, 0);
            case "int4" -> Column.of(name, Kind.INTEGER, declared, 32, 0);
            case "int8" -> Column.of(name, Kind.INTEGER, declared, 64, 0);
            case "numeric" -> Column.of(name, Kind.DECIMAL, declared, Math.max(0, precision), (int) Math.max(0, scale));
            case "float4" -> Column.of(name, Kind.REAL, declared, 24, 0);
            case "float8" -> Column.of(name, Kind.DOUBLE, declared, 53, 0);
            case "text" -> Column.of(name, Kind.TEXT, declared, 0, 0);
            case "varchar" -> Column.of(name, Kind.TEXT, declared, Math.max(0, characters), 0);
            case "bpchar" ->
                characters > 0
                        ? Column.of(name, Kind.CHAR, declared, characters, 0)
                        : Column.of(name, Kind.TEXT, declared, 0, 0);
            case "bytea" -> Column.of(name, Kind.BYTES, declared, 0, 0);
            case "bit" -> Column.of(name, Kind.BITS, declared, characters, 0);
            case "varbit" -> Column.of(name, Kind.BITS, declared, Math.max(0, characters), 1);
            case "date" -> Column.of(name, Kind.DATE, declared, 0, 0);
            case "time" -> Column.of(name, Kind.TIME, declared, seconds, 0);
            case "timestamp" -> Column.of(name, Kind.TIMESTAMP, declared, seconds, 0);
            case "timestamptz" -> Column.of(name, Kind.INSTANT, declared, seconds, 0);
            case "json", "jsonb" -> Column.of(name, Kind.JSON, type, 0, 0);
            case "uuid" -> Column.of(name, Kind.UUID, declared, 0, 0);
            default -> Column.of(name, Kind.OTHER, declared, 0, 0);
        };
    }

    private void indexes() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select t.relname, i.relname, x.indisprimary, x.indisunique, x.indexprs is not null or x.indpred is not null or m.amname <> 'btree',"
                        + " a.attname, pg_get_indexdef(x.indexrelid) from pg_index x join pg_class i on i.oid = x.indexrelid"
                        + " join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace join pg_am m on m.oid = i.relam"
                        + " cross join lateral unnest(x.indkey::int2[]) with ordinality k(number, place)"
                        + " left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number"
                        + " where n.nspname = ? and k.place <= x.indnkeyatts and x.indisvalid order by t.relname, i.relname, k.place",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft == null) {
                continue;
            }
            if ("t".equals(row.get(4))) {
                String note = "index " + text(row, 1) + ": " + text(row, 6);
                if (!draft.special.contains(note)) {
                    draft.special.add(note);
                }
            } else if ("t".equals(row.get(2))) {
                draft.primaryKey.add(text(row, 5));
            } else {
                draft.index(text(row, 1), "t".equals(row.get(3)), text(row, 5));
            }
        }
    }

    private void foreignKeys() throws SQLException {
        String rule =
                "case %s when 'c' then 'CASCADE' when 'n' then 'SET NULL' when 'd' then 'SET DEFAULT' when 'r' then 'RESTRICT' else 'NO ACTION' end";
        for (List<@Nullable String> row : session.rows(
                "select t.relname, c.conname, a.attname, r.relname, b.attname, " + String.format(rule, "c.confdeltype")
                        + ", "
                        + String.format(rule, "c.confupdtype")
                        + " from pg_constraint c join pg_class t on t.oid = c.conrelid"
                        + " join pg_namespace n on n.oid = t.relnamespace join pg_class r on r.oid = c.confrelid"
                        + " cross join lateral unnest(c.conkey, c.confkey) with ordinality k(mine, theirs, place)"
                        + " join pg_attribute a on a.attrelid = t.oid and a.attnum = k.mine"
                        + " join pg_attribute b on b.attrelid = r.oid and b.attnum = k.theirs"
                        + " where c.contype = 'f' and n.nspname = ? and c.conparentid = 0 order by t.relname, c.conname, k.place",
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft != null) {
                draft.foreignKey(text(row, 1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6));
            }
        }
    }

    private void checksAndTriggers() throws SQLException {
        for (List<@Nullable String> row : session.rows(
                "select t.relname, c.conname, pg_get_constraintdef(c.oid) from pg_constraint c join pg_class t on t.oid = c.conrelid"
                        + " join pg_namespace n on n.oid = t.relnamespace where c.contype in ('c', 'x') and n.nspname = ?"
                        + " union all select t.relname, g.tgname, 'trigger' from pg_trigger g join pg_class t on t.oid = g.tgrelid"
                        + " join pg_namespace n on n.oid = t.relnamespace where not g.tgisinternal and n.nspname = ? order by 1, 2",
                schema,
                schema)) {
            TableDraft draft = drafts.get(text(row, 0));
            if (draft != null) {
                draft.special.add(
                        text(row, 2).equals("trigger")
                                ? "trigger " + row.get(1)
                                : "check " + row.get(1) + ": " + row.get(2));
            }
        }
    }

    private static String text(List<@Nullable String> row, int column) {
        return String.valueOf(row.get(column));
    }

    private static long number(List<@Nullable String> row, int column) {
        String text = row.get(column);
        return text == null ? -1 : Long.parseLong(text);
    }
}
