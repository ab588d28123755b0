package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.SqlArguments;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Existing;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.NewDatabase;
import io.nightshift.playbooks.module.DatabaseChange.RestoreDatabase;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;
import java.util.Locale;

/** A dump, loaded into a database by the database's own tool. */
final class SqlRestoreModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "sql_restore",
            "Loads a dump on the host into a database, with the database's own tool.",
            SqlArguments.with(
                    Parameter.path("src", "The dump, on the host: what `sql_dump` made, also through gzip.")
                            .must()
                            .alias("target"),
                    Parameter.string(
                                    "existing",
                                    "What becomes of a database that holds something: the task fails, or what is there goes and the"
                                            + " dump takes its place.")
                            .or("refuse")
                            .oneOf("refuse", "replace"),
                    Parameter.flag("create", false, "A database that is not there is made."),
                    Parameter.string("owner", "Whom a database that is made belongs to (PostgreSQL)."),
                    Parameter.string(
                            "encoding", "The character set of a database that is made, as the server names it."),
                    Parameter.string("collation", "Its collation; for PostgreSQL its locale, as `de_DE.UTF-8`.")
                            .alias("lc_collate"),
                    Parameter.flag(
                            "no_owner",
                            false,
                            "All belongs to whoever logs in, whatever the dump says of owners and permissions (PostgreSQL, for"
                                    + " dumps of the custom form)."),
                    Parameter.flag(
                            "check_end", true, "A dump in SQL must have the last line that dumping tools write."),
                    Parameter.flag(
                            "check_room",
                            true,
                            "For the way back there must be as much free room as the database is large, or nothing is begun.")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        Login login = SqlArguments.login(args);
        if (args.has("owner") && login.engine() != Engine.POSTGRESQL) {
            throw new ModuleFailure("`owner` is for PostgreSQL; a database of " + args.string("engine") + " has none");
        }
        if (args.flag("no_owner") && login.engine() != Engine.POSTGRESQL) {
            throw new ModuleFailure("`no_owner` is for PostgreSQL");
        }
        for (String name : List.of("owner", "encoding", "collation")) {
            if (args.has(name) && !args.flag("create")) {
                throw new ModuleFailure("`" + name + "` is for a database that is made; it needs `create: yes`");
            }
            if (args.has(name) && login.engine() == Engine.SQLITE) {
                throw new ModuleFailure("`" + name + "` means nothing to SQLite");
            }
        }
        return List.of(new Probe.Path(args.string("src"), true, Probe.Checksum.NONE));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            if (!host.through(args.string("src")).isFile()) {
                throw new ModuleFailure("there is no file " + args.string("src") + " to load");
            }
            NewDatabase create = args.flag("create")
                    ? new NewDatabase(
                            args.optional("owner").orElse(null),
                            args.optional("encoding").orElse(null),
                            args.optional("collation").orElse(null))
                    : null;
            return Plan.of(new RestoreDatabase(
                    SqlArguments.login(args),
                    args.string("src"),
                    Existing.valueOf(args.string("existing").toUpperCase(Locale.ROOT)),
                    create,
                    !args.flag("no_owner"),
                    args.flag("check_end"),
                    args.flag("check_room")));
        });
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Outcomes.made(done, RestoreDatabase.class)
                .filter(made -> made.status() != 0) // what an interrupted run left behind is known by its status alone
                .map(made -> Result.failure(
                        made.stderr().isBlank()
                                ? "exit status " + made.status()
                                : made.stderr().strip()))
                .orElseGet(() -> Result.of(done));
        return result.with("src", args.string("src"))
                .with("database", args.string("database"))
                .with("engine", args.string("engine"));
    }
}
