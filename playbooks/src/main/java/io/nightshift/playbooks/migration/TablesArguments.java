package io.nightshift.playbooks.migration;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.TablesOrder;
import io.nightshift.playbooks.module.TreeOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters that copying tables and comparing them have in common. */
public final class TablesArguments {
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_AT_ONCE = 32;

    private TablesArguments() {}

    /** Which databases and tables, before the module's own parameters. */
    public static Parameter[] with(Parameter... own) {
        List<Parameter> all = new ArrayList<>(List.of(
                DatabasePlace.parameter("source", "Where the tables are"),
                DatabasePlace.parameter("target", "Where they are to be"),
                Parameter.of(
                        "tables",
                        Type.STRINGS,
                        "Names or patterns (`*`, `?`) of tables; all of the schema without it."),
                Parameter.of("exclude_tables", Type.STRINGS, "Names or patterns of tables that stay out.")
                        .alias("ignore_tables"),
                Parameter.of(
                        "keys",
                        Type.MAP,
                        "By table, columns that tell its rows apart: for tables without a primary key and without a unique index."),
                Parameter.string("zero_dates", "MariaDB's `0000-00-00` is refused, or becomes null.")
                        .or("refuse")
                        .oneOf("refuse", "null"),
                Parameter.string("tinyint1", "MariaDB's `tinyint(1)` is yes or no, or stays a number.")
                        .or("boolean")
                        .oneOf("boolean", "number"),
                Parameter.string(
                                "moments",
                                "A moment in time becomes MariaDB's `timestamp`, which ends in 2038, or its `datetime`, in UTC.")
                        .or("timestamp")
                        .oneOf("timestamp", "datetime"),
                Parameter.string(
                                "unknown_types",
                                "Columns of types that only the source's database has are refused, or kept as their text.")
                        .or("refuse")
                        .oneOf("refuse", "text")));
        all.addAll(List.of(own));
        return all.toArray(Parameter[]::new);
    }

    /** @throws ModuleFailure where the arguments do not fit together */
    public static TablesOrder order(Args args) {
        return new TablesOrder(
                DatabasePlace.of("source", args.map("source")),
                DatabasePlace.of("target", args.map("target")),
                args.strings("tables"),
                args.strings("exclude_tables"),
                args.has("existing")
                        ? TablesOrder.Existing.valueOf(args.string("existing").toUpperCase(Locale.ROOT))
                        : TablesOrder.Existing.SYNC,
                keys(args),
                new TablesOrder.Values(
                        args.string("zero_dates").equals("null"),
                        args.string("tinyint1").equals("number"),
                        args.string("moments").equals("datetime"),
                        args.string("unknown_types").equals("text")),
                number(args, "chunk_rows", 10_000, MOST_ROWS),
                number(args, "parallel", 2, MOST_AT_ONCE),
                args.flag("verify"),
                stop(args));
    }

    /** When something long stops though it is not through. */
    public static TreeOrder.Stop stop(Args args) {
        return args.has("stop_at")
                ? TreeOrder.Stop.valueOf(args.string("stop_at").toUpperCase(Locale.ROOT))
                : TreeOrder.Stop.RULE;
    }

    private static int number(Args args, String name, int usual, int most) {
        if (args.raw(name) == null) {
            return usual;
        }
        long number = args.number(name).orElseThrow();
        if (number < 1 || number > most) {
            throw new ModuleFailure("`" + name + "` must be from 1 to " + most + ", not " + number);
        }
        return (int) number;
    }

    private static Map<String, List<String>> keys(Args args) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        args.map("keys").forEach((table, columns) -> {
            List<?> all = columns instanceof List<?> list
                    ? list
                    : List.of(String.valueOf(columns).split("\\s*,\\s*"));
            if (all.isEmpty()) {
                throw new ModuleFailure("`keys` names no column of the table `" + table + "`");
            }
            keys.put(table, all.stream().map(String::valueOf).toList());
        });
        return keys;
    }
}
