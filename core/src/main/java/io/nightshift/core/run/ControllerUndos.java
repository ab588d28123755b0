package io.nightshift.core.run;

import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.migration.CopyOrders;
import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.migration.DatabaseWayBack;
import io.nightshift.core.migration.ScriptFolder;
import io.nightshift.core.schema.SchemaFailure;
import io.nightshift.core.schema.SchemaMigrations;
import io.nightshift.core.sql.CopyUndo;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.sql.SqlFailure;
import io.nightshift.core.sql.SqlFreeze;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** Takes back what the controller made in databases, or forgets how when the time for that is over. */
final class ControllerUndos implements Rollback.ByController {
    private final Drivers drivers;

    ControllerUndos(Drivers drivers) {
        this.drivers = drivers;
    }

    @Override
    public @Nullable String undo(StepRecord step, Rollback.Reach reach) {
        return with(step, reach, this::undo);
    }

    /** Removes what was kept for an undo; null when it worked, else why not. */
    @Nullable
    String forget(StepRecord step, Rollback.Reach reach) {
        return with(step, reach, this::forget);
    }

    private interface Work {
        void of(DatabaseWayBack back, DatabaseWay way);
    }

    private @Nullable String with(StepRecord step, Rollback.Reach reach, Work work) {
        try {
            DatabaseWayBack back = DatabaseWayBack.read(String.valueOf(step.undoScript()));
            boolean local = reach.to(step).shared();
            try (DatabaseWay way = DatabaseWay.to(back.target(), new StepHost(step, reach, local))) {
                try {
                    work.of(back, way);
                    return null;
                } catch (SqlFailure | SchemaFailure e) {
                    return way.told(String.valueOf(e.getMessage()));
                }
            }
        } catch (IllegalArgumentException | TransportException | SqlFailure e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void undo(DatabaseWayBack back, DatabaseWay way) {
        if (back instanceof DatabaseWayBack.Copy copy) {
            new CopyUndo(drivers, way.database(), CopyOrders.PATIENCE).undo(copy.record());
        } else if (back instanceof DatabaseWayBack.Schema schema) {
            try (ScriptFolder folder = ScriptFolder.of(schema.scripts())) {
                new SchemaMigrations(folder.order(way.database(), schema.target(), null, false))
                        .undo(schema.versions(), Boolean.TRUE.equals(schema.first()));
            }
        } else if (back instanceof DatabaseWayBack.Freeze freeze) {
            new SqlFreeze(drivers, way.database(), CopyOrders.PATIENCE).restore(freeze.before());
        }
    }

    private void forget(DatabaseWayBack back, DatabaseWay way) {
        if (back instanceof DatabaseWayBack.Copy copy) {
            new CopyUndo(drivers, way.database(), CopyOrders.PATIENCE).forget(copy.record());
        }
    }

    /** @param isLocal whether it is the controller itself */
    private record StepHost(StepRecord step, Rollback.Reach reach, boolean isLocal) implements DatabaseWay.Host {
        @Override
        public String name() {
            return step.target();
        }

        @Override
        public Connection open() throws TransportException {
            return reach.to(step).connection();
        }
    }
}
