package io.nightshift.core.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database read-only, and writable again. Of PostgreSQL that is the database's own default (which a program could set aside, and
 * none does by accident); MariaDB and MySQL know it for a whole server only, and until it starts anew.
 */
public final class SqlFreeze {
    private static final String SETTING = "default_transaction_read_only";

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
     * @param setting the server's own word for it, to be given back; null where there is none
     */
    public record State(boolean frozen, @Nullable String setting) {}

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
            return new State("on".equals(setting) || "true".equals(setting), setting);
        }
        if (session.dialect() instanceof MariaDbDialect) {
            String setting = session.value("select @@global.read_only");
            return new State(!setting.equals("0") && !setting.equalsIgnoreCase("off"), setting);
        }
        throw new SqlFailure("A database of " + session.dialect().name()
                + " cannot be made read-only this way. Stop the programs that write to it, as a task.");
    }

    /** Nobody but administrators writes to it from now on; sessions that could go on writing are ended. */
    public void freeze() {
        set(new State(true, "on"));
    }

    /** Brings back what was before. */
    public void restore(State before) {
        set(before);
    }

    private void set(State wanted) {
        doing("The database cannot be made " + (wanted.frozen() ? "read-only" : "writable"), session -> {
            if (session.dialect() instanceof PostgresDialect words) {
                String name = words.quote(session.value("select current_database()"));
                session.execute("set default_transaction_read_only = off");
                String setting = wanted.setting();
                session.execute("alter database " + name
                        + (setting == null ? " reset " + SETTING : " set " + SETTING + " = " + words.literal(setting)));
                endOthers(session);
            } else {
                session.execute("set global read_only = " + (wanted.frozen() ? "1" : "0"));
            }
            return "";
        });
    }

    /** Sessions keep what they began with. */
    private static void endOthers(Session session) throws SQLException {
        String others = " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                + " and backend_type = 'client backend'";
        try {
            session.rows("select pg_terminate_backend(pid)" + others);
        } catch (SQLException e) {
            throw new SqlFailure(
                    "Sessions of other users are open in the database and go on as they began ("
                            + session.value("select string_agg(distinct usename, ', ')" + others)
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
