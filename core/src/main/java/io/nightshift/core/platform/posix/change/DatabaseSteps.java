package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.posix.change.StepText.TicketFile;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.playbooks.module.DatabaseChange;
import io.nightshift.playbooks.module.DatabaseChange.DumpDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Form;
import io.nightshift.playbooks.module.DatabaseChange.KeepDatabase;
import io.nightshift.playbooks.module.DatabaseChange.Login;
import io.nightshift.playbooks.module.DatabaseChange.Part;
import io.nightshift.playbooks.module.DatabaseChange.RestoreDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Databases, dumped by their own tools. Passwords are a file of the ticket; names of databases never are options. */
final class DatabaseSteps {
    private static final Set<String> DUMP = Set.of("files", "room", "database");
    private static final String ROOM = "free some, or say `check_room: no`";

    private DatabaseSteps() {}

    static StepText of(DatabaseChange change) {
        return change instanceof DumpDatabase dump
                ? dump(dump)
                : change instanceof KeepDatabase keep
                        ? RestoreSteps.of(keep)
                        : RestoreSteps.of((RestoreDatabase) change);
    }

    private static StepText dump(DumpDatabase change) {
        Login login = change.login();
        String start = variables(login) + "_ns_p=" + word(change.path()) + " _ns_zip=" + (change.zipped() ? "y" : "")
                + "\n_ns_db_login\n";
        String save = start + needs(change)
                + " && _ns_parent \"$_ns_p\" 2>&1 && _ns_keep_beside \"$_ns_p\" || return 1\n"
                + there(login)
                + (change.room() ? "_ns_db_size && _ns_db_room \"${_ns_p%/*}/\" " + word(ROOM) + " || return 1" : "");
        String act = start + "_ns_beside \"$_ns_p\"\n_ns_tmp=$_ns_x\n_ns_to_tmp() { "
                + "( umask 077; " + write(change) + " ); }\n"
                + "_ns_to_tmp && rm -f -- \"$_ns_t/login\" && _ns_db_whole \"$_ns_tmp\" " + form(change.form())
                + " && _ns_set_aside \"$_ns_p\" &&\n"
                + WriteSteps.finish(change.attributes(), null, false)
                + "&& { _ns_x=$(wc -c <\"$_ns_p\"); echo $((_ns_x)); } || {\n"
                + "_ns_rc=$?; rm -f -- \"$_ns_tmp\" \"$_ns_t/login\"; [ $_ns_rc != 0 ] || _ns_rc=1; return $_ns_rc; }";
        String undo = "_ns_p=" + word(change.path()) + "\n_ns_back_aside \"$_ns_p\"";
        return StepText.slow(DUMP, save, act, undo).withFiles(loginFile(login));
    }

    private static String needs(DumpDatabase change) {
        String tools = switch (change.login().engine()) {
            case POSTGRESQL -> "psql pg_dump" + (change.form() == Form.CUSTOM ? " pg_restore" : "");
            case SQLITE -> "sqlite3";
            case MARIADB, MYSQL -> "$_ns_sql $_ns_dumper";
        };
        return "_ns_db_needs " + tools + (change.zipped() ? " gzip" : "");
    }

    /** A question that costs nothing tells a wrong password, or a database that is not there, before anything is begun. */
    private static String there(Login login) {
        return login.engine() == Engine.SQLITE
                ? "[ -f \"$_ns_d\" ] || { printf 'there is no file %s\\n' \"$_ns_d\"; return 1; }\n"
                : "_ns_ask \"$_ns_d\" 'select 1' >/dev/null || return 1\n";
    }

    private static String write(DumpDatabase change) {
        return switch (change.login().engine()) {
            case POSTGRESQL -> "_ns_db_write \"$_ns_tmp\" " + words(pgDump(change));
            case MARIADB, MYSQL -> myDump(change);
            case SQLITE -> liteDump(change);
        };
    }

    private static List<String> pgDump(DumpDatabase change) {
        List<String> call = new ArrayList<>(List.of("pg_dump", "-w", "--strict-names"));
        call.add("--format=" + form(change.form()));
        if (change.part() != Part.ALL) {
            call.add(change.part() == Part.SCHEMA ? "--schema-only" : "--data-only");
        }
        if (!change.owners()) {
            call.addAll(List.of("--no-owner", "--no-privileges"));
        }
        change.tables().forEach(table -> call.add("--table=" + table));
        change.excluded().forEach(table -> call.add("--exclude-table=" + table));
        return call;
    }

    /** MySQL's own tool has to be told to leave the server's transaction numbers out; MariaDB's does not know the option. */
    private static String myDump(DumpDatabase change) {
        List<String> call = new ArrayList<>(
                List.of("--single-transaction", "--quick", "--hex-blob", "--triggers", "--no-tablespaces"));
        switch (change.part()) {
            case ALL -> call.addAll(List.of("--routines", "--events"));
            case SCHEMA -> call.addAll(List.of("--routines", "--events", "--no-data"));
            case DATA -> {
                call.remove("--triggers");
                call.addAll(List.of("--skip-triggers", "--no-create-info"));
            }
        }
        String database = change.login().database();
        change.excluded()
                .forEach(table -> call.add("--ignore-table=" + (table.contains(".") ? table : database + "." + table)));
        call.add("--");
        call.add(database);
        call.addAll(change.tables());
        return "_ns_gtid=; case $($_ns_dumper --no-defaults --help 2>/dev/null) in *set-gtid-purged*) "
                + "_ns_gtid=--set-gtid-purged=OFF ;; esac\n"
                + "_ns_db_write \"$_ns_tmp\" _ns_my $_ns_dumper $_ns_gtid " + words(call);
    }

    /** The tool of SQLite takes names of files in its own quoting, so it is given one that needs none. */
    private static String liteDump(DumpDatabase change) {
        if (change.form() == Form.CUSTOM) {
            return "cd -- \"${_ns_p%/*}/\" && _ns_lite \"$_ns_d\" \".backup '${_ns_tmp##*/}'\"";
        }
        StringBuilder command = new StringBuilder(change.part() == Part.SCHEMA ? ".schema" : ".dump");
        for (String table : change.tables()) {
            command.append(" \"")
                    .append(table.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return "_ns_db_write \"$_ns_tmp\" _ns_lite \"$_ns_d\" " + word(command.toString());
    }

    static String form(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    static String variables(Login login) {
        return "_ns_e=" + login.engine().name().toLowerCase(Locale.ROOT) + " _ns_d=" + word(login.database())
                + " _ns_dl="
                + word(literal(login.engine(), login.database())) + " _ns_di="
                + word(name(login.engine(), login.database()))
                + " _ns_lu=" + word(orNothing(login.user())) + " _ns_lh="
                + word(login.socket() == null ? orNothing(login.host()) : login.socket()) + " _ns_lp="
                + word(orNothing(login.port())) + "\n";
    }

    private static String orNothing(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** A text in SQL. */
    static String literal(Engine engine, String text) {
        String quoted = text.replace("'", "''");
        return "'" + (engine == Engine.POSTGRESQL || engine == Engine.SQLITE ? quoted : quoted.replace("\\", "\\\\"))
                + "'";
    }

    /** A name in SQL. */
    static String name(Engine engine, String name) {
        return engine == Engine.POSTGRESQL || engine == Engine.SQLITE
                ? "\"" + name.replace("\"", "\"\"") + "\""
                : "`" + name.replace("`", "``") + "`";
    }

    /** PostgreSQL's file of passwords, or a file of options of MariaDB's tools; none where there is nothing to say. */
    static List<TicketFile> loginFile(Login login) {
        String text;
        if (login.engine() == Engine.POSTGRESQL || login.engine() == Engine.SQLITE) {
            String password = login.password();
            text = password == null
                    ? ""
                    : "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n";
        } else {
            text = option("user", login.user())
                    + option("password", login.password())
                    + option("host", login.host())
                    + option("port", login.port())
                    + option("socket", login.socket());
            text = text.isEmpty() ? "" : "[client]\n" + text;
        }
        return text.isEmpty() ? List.of() : List.of(new TicketFile("login", HostText.encode(text)));
    }

    private static String option(String name, @Nullable Object value) {
        return value == null
                ? ""
                : name + "=\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }
}
