package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Existing;
import io.nightshift.playbooks.module.DatabaseChange.KeepDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.NewDatabase;
import io.nightshift.playbooks.module.DatabaseChange.RestoreDatabase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dumps, loaded by the database's own tools. The way back needs the login again, so that stays in the ticket as long as the way back does. */
final class RestoreSteps {
    private static final Set<String> RESTORE = Set.of("files", "room", "database", "restore");
    private static final String ROOM = "its way back needs that much; free some, or say `check_room: no`";

    private RestoreSteps() {}

    static StepText of(RestoreDatabase change) {
        Login login = change.login();
        String start = start(login, change.path(), change.existing() == Existing.REPLACE) + " _ns_ended="
                + (change.ended() ? "y" : "")
                + " _ns_free=" + word(change.owners() ? "" : "--no-owner --no-privileges") + "\n_ns_create="
                + word(create(login, change.create())) + "\n_ns_db_login\n";
        String save = start + needs(login)
                + "[ -f \"$_ns_p\" ] && [ -r \"$_ns_p\" ] || { printf 'there is no file %s that can be read\\n' \"$_ns_p\"; return 1; }\n"
                + "_ns_db_form \"$_ns_p\" && " + look(change.room());
        return StepText.slow(RESTORE, save, start + "_ns_db_restore", start + "_ns_db_undo")
                .withFiles(DatabaseSteps.loginFile(login));
    }

    static StepText of(KeepDatabase change) {
        Login login = change.login();
        String start = start(login, "", true) + " _ns_ended= _ns_free=\n_ns_create=\n_ns_db_login\n";
        String save = start + needs(login) + look(change.room());
        return StepText.slow(RESTORE, save, start + "_ns_db_hold", start + "_ns_db_undo")
                .withFiles(DatabaseSteps.loginFile(login));
    }

    private static String start(Login login, String path, boolean replaces) {
        return DatabaseSteps.variables(login) + "_ns_p=" + word(path) + " _ns_replace=" + (replaces ? "y" : "")
                + " _ns_home=" + (login.engine() == Engine.POSTGRESQL ? "postgres" : "''");
    }

    private static String needs(Login login) {
        return "_ns_db_needs od tr " + tools(login.engine()) + " || return 1\n";
    }

    /** What the database is, and whether there is room for its way back. */
    private static String look(boolean room) {
        return "_ns_db_look || return 1\n"
                + (room
                        ? "read -r _ns_was <\"$_ns_t/was\"\n[ \"$_ns_was\" != old ] || { _ns_db_size && _ns_db_room \"$_ns_t\" "
                                + word(ROOM) + "; } || return 1"
                        : "");
    }

    private static String tools(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> "psql pg_dump pg_restore";
            case SQLITE -> "sqlite3";
            case MARIADB, MYSQL -> "$_ns_sql $_ns_dumper";
        };
    }

    /** The statement that makes the database; of SQLite any word, for its file comes by itself. */
    private static String create(Login login, @Nullable NewDatabase create) {
        if (create == null) {
            return "";
        }
        Engine engine = login.engine();
        StringBuilder out = new StringBuilder("create database ").append(DatabaseSteps.name(engine, login.database()));
        if (engine == Engine.POSTGRESQL) {
            String owner = create.owner();
            part(out, " owner ", owner == null ? null : DatabaseSteps.name(engine, owner));
            part(out, " encoding ", literal(engine, create.encoding()));
            part(out, " lc_collate ", literal(engine, create.collation()));
            part(out, " lc_ctype ", literal(engine, create.collation()));
            return out.append(" template template0").toString();
        }
        part(out, " character set ", literal(engine, create.encoding()));
        part(out, " collate ", literal(engine, create.collation()));
        return out.toString();
    }

    private static @Nullable String literal(Engine engine, @Nullable String text) {
        return text == null ? null : DatabaseSteps.literal(engine, text);
    }

    private static void part(StringBuilder out, String words, @Nullable String value) {
        if (value != null) {
            out.append(words).append(value);
        }
    }
}
