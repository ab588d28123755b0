package io.nightshift.core.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database read-only, and writable again. Of PostgreSQL that is the database's own default (which a program could set aside, and
 * none does by accident); MariaDB and MySQL know it for a whole server only, and until it starts anew.
 */
public final class SqlFreeze {
    private static final String SETTING = "default_transaction_read_only";

    /** PostgreSQL keeps the word it was told. This one says that the sessions of before have ended, too: no other way of setting it does. */
    private static final String FROZEN = "yes";

    /** Of what sessions of other users are the server tells only those who may know. */
    private static final String OTHERS = " from pg_stat_activity where datname = current_database()"
            + " and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'";

    private static final Set<String> WRITABLE_WORDS = Set.of("off", "false", "no", "0", "f", "n");

    private final Drivers drivers;
    private final Database database;
    private final Duration patience;

    /** @param patience how long a lost connection is tried again */
    public SqlFreeze(Drivers drivers, Database database, Duration patience) {
        this.drivers = drivers;
        this.database = database;
        this.patience = patience;
    }

    /**
     * What the database says of writing.
     *
     * @param readOnly whether sessions that begin now may only read
     * @param frozen whether no older session may write either
     * @param setting the server's own word for it, to be given back; null where there is none
     */
    public record State(
            boolean readOnly, boolean frozen, @Nullable String setting) {
        /** As a database is that nobody has said anything of. */
        public static final State WRITABLE = new State(false, false, null);
    }

    /** Reads and changes nothing. */
    public State state() {
        return doing("Whether the database is read-only cannot be found out", SqlFreeze::state);
    }

    private static State state(Session session) throws SQLException {
        if (session.dialect() instanceof PostgresDialect) {
            List<List<@Nullable String>> rows =
                    session.rows("select split_part(one, '=', 2) from pg_db_role_setting, unnest(setconfig) one"
                            + " where setrole = 0 and setdatabase = (select oid from pg_database where datname = current_database())"
                            + " and one like '" + SETTING + "=%'");
            String setting = rows.isEmpty() ? null : rows.get(0).get(0);
            boolean readOnly = setting != null && !WRITABLE_WORDS.contains(setting.toLowerCase(Locale.ROOT));
            return new State(readOnly, FROZEN.equals(setting), setting);
        }
        if (session.dialect() instanceof MariaDbDialect) {
            String setting = session.value("select @@global.read_only");
            boolean readOnly = !WRITABLE_WORDS.contains(setting.toLowerCase(Locale.ROOT));
            return new State(readOnly, readOnly, setting);
        }
        throw new SqlFailure("A database of " + session.dialect().name()
                + " cannot be made read-only this way. Stop the programs that write to it, as a task.");
    }

    /** Nobody but administrators writes to it from now on; sessions that could go on writing are ended. */
    public void freeze() {
        doing("The database cannot be made read-only", session -> {
            if (session.dialect() instanceof PostgresDialect) {
                set(session, "on");
                endOthers(session);
                set(session, FROZEN);
            } else {
                session.execute("set global read_only = 1");
            }
            return "";
        });
    }

    /** Brings back what was before. Sessions that began meanwhile are ended as far as the user may: those left cannot write until they end. */
    public void restore(State before) {
        doing("The database cannot be made writable", session -> {
            if (session.dialect() instanceof PostgresDialect) {
                set(session, before.setting());
                for (List<@Nullable String> other : session.rows("select pid" + OTHERS)) {
                    endIfAllowed(session, String.valueOf(other.get(0)));
                }
            } else {
                session.execute("set global read_only = " + (before.readOnly() ? "1" : "0"));
            }
            return "";
        });
    }

    private static void set(Session session, @Nullable String setting) throws SQLException {
        Dialect words = session.dialect();
        String name = words.quote(session.value("select current_database()"));
        session.execute("set default_transaction_read_only = off");
        session.execute("alter database " + name
                + (setting == null ? " reset " + SETTING : " set " + SETTING + " = " + words.literal(setting)));
    }

    private static void endIfAllowed(Session session, String pid) throws SQLException {
        try {
            session.rows("select pg_terminate_backend(" + pid + ")");
        } catch (SQLException e) {
            if (Refusals.mayPass(e)) {
                throw e;
            }
        }
    }

    /** Sessions keep what they began with. */
    private static void endOthers(Session session) throws SQLException {
        try {
            session.rows("select pg_terminate_backend(pid)" + OTHERS);
        } catch (SQLException e) {
            throw new SqlFailure(
                    "Sessions of other users are open in the database and go on as they began ("
                            + session.value("select string_agg(distinct usename, ', ')" + OTHERS)
                            + "). Stop their programs first, or log in as a user who may end them (the role pg_signal_backend).",
                    null);
        }
    }

    /** Work that may be done twice. */
    private interface Work<T> {
        T of(Session session) throws SQLException;
    }

    private <T> T doing(String what, Work<T> work) {
        try (Ends ends = Ends.ofTarget(drivers, database, patience)) {
            return ends.doing(what, (same, session) -> work.of(session));
        }
    }
}
