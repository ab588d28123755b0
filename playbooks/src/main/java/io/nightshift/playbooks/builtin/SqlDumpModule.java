package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.TimeText;
import io.nightshift.playbooks.migration.SqlArguments;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.DatabaseChange.DumpDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Form;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.Part;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A database in a file, written by the database's own tool. */
final class SqlDumpModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.of(
                    "nightshift.migration",
                    "sql_dump",
                    "Dumps a database into a file on the host, with the database's own tool.",
                    SqlArguments.with(
                            Parameter.path("dest", "The file, on the host. Its directory must be there.")
                                    .must()
                                    .alias("target"),
                            Parameter.string(
                                            "format",
                                            "`plain` is SQL; `custom` is pg_dump's own form, or of SQLite a database file. Without"
                                                    + " it, names that end in `.sql` or `.gz` are plain, others custom; MariaDB and"
                                                    + " MySQL are always plain.")
                                    .oneOf("plain", "custom"),
                            Parameter.string("content", "All of it, only what the tables are like, or only their rows.")
                                    .or("all")
                                    .oneOf("all", "schema", "data"),
                            Parameter.of(
                                    "tables",
                                    Type.STRINGS,
                                    "Only these tables; for PostgreSQL also patterns, as `archive.*`."),
                            Parameter.of("exclude_tables", Type.STRINGS, "All tables but these.")
                                    .alias("ignore_tables"),
                            Parameter.flag(
                                    "no_owner",
                                    false,
                                    "The dump does not say who owns what and who may do what (PostgreSQL, plain)."),
                            Parameter.of(
                                    "compress",
                                    Type.BOOLEAN,
                                    "Through gzip, which the host must have. Without it, when the name ends in `.gz`; the custom"
                                            + " form is compressed by itself."),
                            Parameter.flag("force", true, "With `no`, a file that is there is left alone."),
                            Parameter.string(
                                    "unless_newer_than",
                                    "A file that is younger than this (`12h`, `30m`) is left alone."),
                            Parameter.flag(
                                    "check_room",
                                    true,
                                    "There must be as much free room as the database is large, or nothing is begun."))))
            .exclusive("tables", "exclude_tables");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        Login login = SqlArguments.login(args);
        String dest = dest(args);
        check(args, login, SqlArguments.form(args, login.engine(), dest));
        List<Probe> probes = new ArrayList<>(List.of(Probe.Path.of(dest)));
        if (args.has("unless_newer_than")) {
            limit(args);
            probes.add(FindFilter.TIME);
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            PathState old = host.at(dest(args));
            if (old.isDirectory()) {
                throw new ModuleFailure(dest(args) + " is a directory; `dest` must be the dump's own name");
            }
            if (old.exists() && !args.flag("force")) {
                return Plan.nothing(dest(args) + " is there already");
            }
            if (args.has("unless_newer_than") && old.isFile()) {
                double time = Double.parseDouble(
                        host.command(FindFilter.TIME).stdout().strip());
                if (time - old.modified() < limit(args).toSeconds()) {
                    return Plan.nothing(dest(args) + " is younger than " + args.string("unless_newer_than"));
                }
            }
            return Plan.of(dump(args, old));
        });
    }

    private static DumpDatabase dump(Args args, PathState old) {
        Login login = SqlArguments.login(args);
        Form form = SqlArguments.form(args, login.engine(), dest(args));
        FileAttributes asked = FileAttributes.of(args);
        if (asked.mode() == null && !old.isFile()) {
            asked = asked.withMode("0600"); // what is in a database is seldom for everybody
        }
        Boolean compress = args.flagOrNull("compress");
        boolean zipped = form == Form.PLAIN && (compress == null ? dest(args).endsWith(".gz") : compress);
        return new DumpDatabase(
                login,
                dest(args),
                form,
                Part.valueOf(args.string("content").toUpperCase(Locale.ROOT)),
                args.strings("tables"),
                args.strings("exclude_tables"),
                !args.flag("no_owner"),
                zipped,
                args.flag("check_room") && !args.string("content").equals("schema"),
                asked.wanted(old, false));
    }

    private static void check(Args args, Login login, Form form) {
        boolean compress = Boolean.TRUE.equals(args.flagOrNull("compress"));
        if (compress && form == Form.CUSTOM) {
            throw new ModuleFailure(
                    login.engine() == Engine.SQLITE
                            ? "`compress` is for `format: plain`; a database file of SQLite stays as it is"
                            : "`compress` is for `format: plain`; the custom form is compressed by itself");
        }
        if (args.flag("no_owner") && (login.engine() != Engine.POSTGRESQL || form == Form.CUSTOM)) {
            throw new ModuleFailure(
                    "`no_owner` is for PostgreSQL and `format: plain`; a dump of the custom form is loaded"
                            + " without owners by `sql_restore` with `no_owner`");
        }
        if (login.engine() == Engine.SQLITE) {
            boolean some = args.has("tables") || !args.string("content").equals("all");
            if (some && form == Form.CUSTOM) {
                throw new ModuleFailure(
                        "a database file of SQLite holds all of it; `tables` and `content` need `format: plain`");
            }
            if (args.has("exclude_tables") || args.string("content").equals("data")) {
                throw new ModuleFailure("SQLite's tool knows neither `exclude_tables` nor `content: data`");
            }
        }
        for (String name : args.strings("tables")) {
            named(name);
        }
        for (String name : args.strings("exclude_tables")) {
            named(name);
        }
    }

    private static void named(String table) {
        if (table.isBlank() || table.startsWith("-") || table.chars().anyMatch(c -> c < ' ')) {
            throw new ModuleFailure("`" + table + "` cannot be the name of a table here");
        }
    }

    private static String dest(Args args) {
        String dest = args.string("dest");
        if (dest.endsWith("/")) {
            throw new ModuleFailure("`dest` must be the dump's own name, not the directory " + dest);
        }
        return dest;
    }

    private static Duration limit(Args args) {
        String text = args.string("unless_newer_than");
        return TimeText.read(text)
                .orElseThrow(() ->
                        new ModuleFailure("`unless_newer_than` must be a time such as 12h or 30m, not `" + text + "`"));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done)
                .with("dest", args.string("dest"))
                .with("database", args.string("database"))
                .with("engine", args.string("engine"));
        String said = Outcomes.made(done, DumpDatabase.class)
                .map(made -> made.stdout().strip())
                .orElse("");
        return said.matches("[0-9]+") ? result.with("size", Long.parseLong(said)) : result;
    }
}
