package io.nightshift.playbooks.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole databases, written to a file and loaded from one by their own tools on the host. */
public sealed interface DatabaseChange extends Change {
    Login login();

    /** Whose tools and whose dialect. */
    enum Engine {
        POSTGRESQL,
        MARIADB,
        MYSQL,
        SQLITE
    }

    /** What of a database a dump holds. */
    enum Part {
        ALL,
        SCHEMA,
        DATA
    }

    /** How a dump is written: as SQL, or in the tool's own form (of PostgreSQL: custom; of SQLite: a database file). */
    enum Form {
        PLAIN,
        CUSTOM
    }

    /** What becomes of a database that holds something before a dump is loaded into it. */
    enum Existing {
        REFUSE,
        REPLACE
    }

    /**
     * One database and how to get at it; null parts are left to the tool, and so to the host's own configuration.
     *
     * @param database its name; of SQLite its file
     * @param socket a socket file (MariaDB, MySQL) or the directory it is in (PostgreSQL)
     */
    record Login(
            Engine engine,
            String database,
            @Nullable String user,
            @Nullable String password,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String socket) {
        /** Without the password. */
        @Override
        public String toString() {
            return engine + " database " + database + (user == null ? "" : " as " + user);
        }
    }

    /**
     * A database is written to a file: beside it first, checked, synced, renamed, so that the file is old or new and never half.
     *
     * @param tables only these; empty for all
     * @param excluded all but these
     * @param owners whether the dump says who owns what and who may do what
     * @param zipped through gzip; the custom form is compressed by itself
     * @param room whether there must be as much free as the database is large
     */
    record DumpDatabase(
            Login login,
            String path,
            Form form,
            Part part,
            List<String> tables,
            List<String> excluded,
            boolean owners,
            boolean zipped,
            boolean room,
            Attributes attributes)
            implements DatabaseChange {
        public DumpDatabase {
            tables = List.copyOf(tables);
            excluded = List.copyOf(excluded);
        }

        @Override
        public String describe() {
            return "dump the database " + login.database() + " to " + path;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.concerns(probe, path);
        }
    }

    /** A database that is made for a dump; null parts are the server's defaults. */
    record NewDatabase(
            @Nullable String owner,
            @Nullable String encoding,
            @Nullable String collation) {}

    /**
     * A dump is loaded into a database. What the database holds is dumped into the step's ticket first, and is its way back.
     *
     * @param create how to make a database that is not there; null where it must be
     * @param owners whether what the dump says of owners and permissions holds
     * @param ended whether a dump in SQL must have its end
     * @param room whether there must be as much free for the way back as the database is large
     */
    record RestoreDatabase(
            Login login,
            String path,
            Existing existing,
            @Nullable NewDatabase create,
            boolean owners,
            boolean ended,
            boolean room)
            implements DatabaseChange {
        @Override
        public String describe() {
            return "load " + path + " into the database " + login.database()
                    + (existing == Existing.REPLACE ? ", whose content goes" : "");
        }

        @Override
        public boolean touches(Probe probe) {
            return login.engine() == Engine.SQLITE
                    ? Paths.concerns(probe, login.database())
                    : probe instanceof Probe.Command
                            || probe instanceof Probe.Http
                            || probe instanceof Probe.Await
                            || probe instanceof Probe.TablesDifference
                            || probe instanceof Probe.Facts;
        }
    }

    /**
     * What a database holds is dumped into the step's ticket, as the way back of what is going to be done to it by other means.
     *
     * @param room whether there must be as much free as the database is large
     */
    record KeepDatabase(Login login, boolean room) implements DatabaseChange {
        @Override
        public String describe() {
            return "keep what the database " + login.database() + " holds";
        }

        @Override
        public boolean touches(Probe probe) {
            return false;
        }
    }
}
