package io.nightshift.playbooks.migration;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Form;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that modules for databases have in common, under the names that Ansible's collections use. */
public final class SqlArguments {
    private static final int LAST_PORT = 65535;
    private static final List<String> LOGIN =
            List.of("login_user", "login_password", "login_host", "login_port", "login_unix_socket");

    private SqlArguments() {}

    /** Which database, and how to log in, before the module's own parameters. */
    public static Parameter[] with(Parameter... own) {
        List<Parameter> all = new ArrayList<>(List.of(
                Parameter.string("database", "The database's name; of SQLite the path of its file.")
                        .must()
                        .alias("db", "name"),
                Parameter.string("engine", "What kind of database it is.")
                        .must()
                        .oneOf("postgresql", "mariadb", "mysql", "sqlite"),
                Parameter.string(
                        "login_user",
                        "Who logs in to the database. Without it the tool decides: PostgreSQL takes the name of the user"
                                + " who runs it (so `become_user: postgres`), MariaDB root for root."),
                Parameter.string(
                                "login_password", "The password. Without one, what the host has (such as `~/.pgpass`).")
                        .hidden(),
                Parameter.string(
                        "login_host",
                        "The server, as the host reaches it. Without one its socket on the host is used."),
                Parameter.of("login_port", Type.INTEGER, "The server's port.").alias("port"),
                Parameter.path(
                                "login_unix_socket",
                                "The socket: its file, or for PostgreSQL the directory that it is in.")
                        .alias("unix_socket")));
        all.addAll(List.of(own));
        return all.toArray(Parameter[]::new);
    }

    /** @throws ModuleFailure where the arguments do not fit together */
    public static Login login(Args args) {
        Engine engine = Engine.valueOf(args.string("engine").toUpperCase(Locale.ROOT));
        String database = args.string("database");
        if (engine == Engine.SQLITE) {
            if (!database.startsWith("/")) {
                throw new ModuleFailure(
                        "`database` of SQLite must be the absolute path of a file, not `" + database + "`");
            }
            for (String name : LOGIN) {
                if (args.has(name)) {
                    throw new ModuleFailure("`" + name + "` means nothing to SQLite, which has no server");
                }
            }
        }
        for (String name : List.of("database", "login_user", "login_password", "login_host")) {
            if (args.optional(name).orElse("").chars().anyMatch(c -> c < ' ')) {
                throw new ModuleFailure("`" + name + "` must not hold line breaks or other control characters");
            }
        }
        if (database.isEmpty()) {
            throw new ModuleFailure("`database` must not be empty");
        }
        if (database.startsWith("-")) {
            throw new ModuleFailure("the tools would take the database `" + database + "` for an option");
        }
        long port = args.number("login_port").orElse(1L);
        if (port < 1 || port > LAST_PORT) {
            throw new ModuleFailure("`login_port` must be from 1 to " + LAST_PORT + ", not " + port);
        }
        return new Login(
                engine,
                database,
                given(args, "login_user"),
                given(args, "login_password"),
                given(args, "login_host"),
                args.has("login_port") ? (int) port : null,
                given(args, "login_unix_socket"));
    }

    /** An empty text is none, so that a template may say so. */
    private static @Nullable String given(Args args, String name) {
        return args.optional(name).filter(text -> !text.isEmpty()).orElse(null);
    }

    /** The form that a file's name asks for where `format` does not. */
    public static Form form(Args args, Engine engine, String path) {
        boolean sql = Map.of("plain", true, "custom", false)
                .getOrDefault(
                        args.optional("format").orElse(""),
                        path.matches(".*\\.(sql|gz)") || engine == Engine.MARIADB || engine == Engine.MYSQL);
        if (!sql && (engine == Engine.MARIADB || engine == Engine.MYSQL)) {
            throw new ModuleFailure("`format: custom` is for PostgreSQL and SQLite; the tools of "
                    + args.string("engine") + " write SQL");
        }
        return sql ? Form.PLAIN : Form.CUSTOM;
    }
}
