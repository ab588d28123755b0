package io.nightshift.playbooks.module;

import java.util.List;

/** What the controller itself does in databases, over JDBC: it makes it and takes it back, and no script of a host. */
public sealed interface JdbcChange extends Change {
    @Override
    default boolean touches(Probe probe) {
        return probe instanceof Probe.TablesDifference
                || probe instanceof Probe.SchemaState
                || probe instanceof Probe.FrozenState
                || probe instanceof Probe.Command
                || probe instanceof Probe.Http
                || probe instanceof Probe.Await
                || probe instanceof Probe.Facts;
    }

    /**
     * Tables of one database come to another.
     *
     * @param summary what differs, in a few words
     * @param lines what differs, table by table
     * @param tables the target's names of them all
     * @param unfinished copies into these tables that were begun and are not through
     */
    record CopyTables(
            TablesOrder order, String summary, List<String> lines, List<String> tables, List<String> unfinished)
            implements JdbcChange {
        public CopyTables {
            tables = List.copyOf(tables);
            lines = List.copyOf(lines);
            unfinished = List.copyOf(unfinished);
        }

        @Override
        public String describe() {
            return "copy " + summary + " from the database " + order.source() + " to " + order.target();
        }

        @Override
        public Object essence() {
            return order;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return probe instanceof Probe.TablesDifference same
                            && same.order().source().equals(order.source())
                            && same.order().target().equals(order.target())
                            && before instanceof Reading.TablesDifference difference
                    ? difference.same()
                    : JdbcChange.super.predict(probe, before);
        }
    }

    /** How applied scripts are taken back. */
    enum ScriptsBack {
        /** By their own undo scripts. */
        SCRIPTS,
        /** By a dump of the whole database that is a step of its own, made before. */
        DUMP,
        /** Not at all. */
        NONE
    }

    /**
     * Versioned scripts are applied to a database's schema.
     *
     * @param pending their names, in the order in which they come
     * @param versions those of them that have one
     * @param room whether there must be as much free for a dump as the database is large
     */
    record MigrateSchema(
            MigrationOrder order,
            String from,
            List<String> pending,
            List<String> versions,
            ScriptsBack back,
            boolean room)
            implements JdbcChange {
        public MigrateSchema {
            pending = List.copyOf(pending);
            versions = List.copyOf(versions);
        }

        @Override
        public String describe() {
            return "apply " + String.join(", ", pending) + " to the database " + order.database();
        }

        @Override
        public Undo wayBack() {
            return switch (back) {
                case SCRIPTS -> Undo.RECORDED;
                case DUMP -> Undo.NOT_NEEDED;
                case NONE -> new Undo.Impossible("`way_back: none`");
            };
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return probe instanceof Probe.SchemaState same && same.order().equals(order)
                    ? new Reading.SchemaState(
                            versions.isEmpty() ? "" : versions.get(versions.size() - 1), List.of(), List.of())
                    : JdbcChange.super.predict(probe, before);
        }
    }

    /**
     * A database is made read-only, or writable.
     *
     * @param before what comes back
     */
    record FreezeDatabase(DatabaseAddress database, boolean frozen, Reading.FrozenState before) implements JdbcChange {
        @Override
        public String describe() {
            return "make the database " + database + (frozen ? " read-only" : " writable");
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return probe instanceof Probe.FrozenState same && same.database().equals(database)
                    ? new Reading.FrozenState(frozen, frozen, frozen ? "on" : null)
                    : JdbcChange.super.predict(probe, before);
        }
    }
}
