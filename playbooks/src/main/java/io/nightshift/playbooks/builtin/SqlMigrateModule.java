package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.DatabasePlace;
import io.nightshift.playbooks.migration.SqlArguments;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Controller;
import io.nightshift.playbooks.module.Controller.Kind;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.JdbcChange.MigrateSchema;
import io.nightshift.playbooks.module.JdbcChange.ScriptsBack;
import io.nightshift.playbooks.module.MigrationOrder;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PendingScript;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An application's versioned scripts, applied to its database by Flyway. */
final class SqlMigrateModule implements TaskModule {
    private static final long MOST_BYTES = 16 << 20;
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "sql_migrate",
            "Brings a database's schema to the newest version of an application's scripts, with Flyway.",
            SqlArguments.with(
                    Parameter.string(
                                    "src",
                                    "The folder of scripts on the controller, found as files are: `V1__made.sql`, `R__views.sql`, and"
                                            + " `U1__made.sql` to take version 1 back. Folders in it count, too.")
                            .must(),
                    Parameter.string(
                            "schema",
                            "The schema whose history it is, for PostgreSQL; else the one that a session is in."),
                    Parameter.string("baseline", "The version that a schema without a history is at."),
                    Parameter.flag("out_of_order", false, "Versions older than the database's may be applied later."),
                    Parameter.string(
                                    "way_back",
                                    "`scripts`: undo scripts, which all pending ones must have. `dump`: what the database holds, dumped"
                                            + " before by its own tool. `auto`: scripts where all have one and the database takes back by"
                                            + " itself what fails half-way (PostgreSQL, SQLite), else a dump. `none`: there is none.")
                            .or("auto")
                            .oneOf("auto", "scripts", "dump", "none"),
                    Parameter.flag(
                            "check_room",
                            true,
                            "For a dump there must be as much free room as the database is large, or nothing is begun.")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(new Probe.SchemaState(order(args)));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            MigrationOrder order = order(args);
            Probe.SchemaState probe = new Probe.SchemaState(order);
            Reading.SchemaState state = host.need(probe).readings().get(probe, Reading.SchemaState.class);
            if (!state.problems().isEmpty()) {
                throw new ModuleFailure(String.join("\n", state.problems()));
            }
            if (state.pending().isEmpty()) {
                return Plan.nothing();
            }
            return Plan.of(new MigrateSchema(
                    order,
                    state.version(),
                    state.pending().stream().map(PendingScript::name).toList(),
                    state.pending().stream()
                            .map(PendingScript::version)
                            .filter(version -> !version.isEmpty())
                            .toList(),
                    back(args, order, state),
                    args.flag("check_room")));
        });
    }

    private static ScriptsBack back(Args args, MigrationOrder order, Reading.SchemaState state) {
        List<String> without = state.pending().stream()
                .filter(script -> !script.undoable())
                .map(PendingScript::name)
                .toList();
        boolean whole =
                order.login().engine() == Engine.POSTGRESQL || order.login().engine() == Engine.SQLITE;
        return switch (args.string("way_back")) {
            case "none" -> ScriptsBack.NONE;
            case "dump" -> ScriptsBack.DUMP;
            case "scripts" -> {
                if (!without.isEmpty()) {
                    throw new ModuleFailure("no undo script takes back " + String.join(", ", without)
                            + "; write it (U and the version), or say `way_back: dump`");
                }
                yield ScriptsBack.SCRIPTS;
            }
            default -> without.isEmpty() && whole ? ScriptsBack.SCRIPTS : ScriptsBack.DUMP;
        };
    }

    private static MigrationOrder order(Args args) {
        Login login = SqlArguments.login(args);
        Map<String, Object> place = new LinkedHashMap<>();
        for (String word :
                List.of("engine", "database", "login_user", "login_password", "login_host", "login_port", "schema")) {
            if (args.raw(word) != null) {
                place.put(word, args.all().get(word));
            }
        }
        if (login.engine() == Engine.POSTGRESQL && args.has("schema")) {
            place.put("options", Map.of("currentSchema", args.string("schema")));
        } else if (args.has("schema")) {
            throw new ModuleFailure("`schema` is for PostgreSQL; here the database is the schema");
        }
        return new MigrationOrder(
                DatabasePlace.of("sql_migrate", place),
                likeTheController(login),
                scripts(args),
                args.optional("baseline").orElse(null),
                args.flag("out_of_order"));
    }

    /** The tools log in as the controller does, over the network, unless a socket is named. */
    private static Login likeTheController(Login login) {
        return login.engine() == Engine.SQLITE || login.socket() != null || login.host() != null
                ? login
                : new Login(
                        login.engine(),
                        login.database(),
                        login.user(),
                        login.password(),
                        "127.0.0.1",
                        login.port(),
                        null);
    }

    private static List<MigrationOrder.Script> scripts(Args args) {
        String src = args.string("src");
        if (!args.controller().isDirectory(src, Kind.FILES)) {
            throw new ModuleFailure("`src` must be a folder of scripts, and " + src + " is a file");
        }
        List<MigrationOrder.Script> scripts = new ArrayList<>();
        long bytes = 0;
        for (Controller.Entry entry : args.controller().tree(src, Kind.FILES)) {
            if (!entry.directory() && entry.relativePath().endsWith(".sql")) {
                bytes += entry.file().size();
                if (bytes > MOST_BYTES) {
                    throw new ModuleFailure(
                            "the scripts in " + src + " are larger than " + (MOST_BYTES >> 20) + " MiB");
                }
                scripts.add(new MigrationOrder.Script(entry.relativePath(), text(entry)));
            }
        }
        if (scripts.isEmpty()) {
            throw new ModuleFailure("there is no script in " + src + "; their names are as V1__made.sql");
        }
        return scripts;
    }

    private static String text(Controller.Entry entry) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(entry.file().path())))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModuleFailure("the script " + entry.relativePath() + " is not in UTF-8; `iconv` makes it so");
        } catch (IOException e) {
            throw new ModuleFailure("the script " + entry.relativePath() + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done).with("database", args.string("database"));
        if (before.all().get(new Probe.SchemaState(order(args))) instanceof Reading.SchemaState state) {
            List<String> pending =
                    state.pending().stream().map(PendingScript::name).toList();
            String last = state.pending().stream()
                    .map(PendingScript::version)
                    .filter(version -> !version.isEmpty())
                    .reduce(state.version(), (one, next) -> next);
            result = result.with("applied", pending)
                    .with("version_before", state.version())
                    .with("version", result.failed() ? state.version() : last);
        }
        return result;
    }
}
