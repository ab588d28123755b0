package io.nightshift.core.run;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.schema.SchemaFailure;
import io.nightshift.core.sql.SqlFailure;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.JdbcChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.TreeOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at one database, or changes it in one journalled step, while its host is held. */
final class DatabaseWork {
    private final RunContext run;
    private final StepRunner steps;

    DatabaseWork(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    /** Reads something. */
    interface Look {
        Reading at(DatabaseWay way);
    }

    /** Changes something; what it returns is the step's output. */
    interface Work {
        String at(DatabaseWay way);
    }

    static Reading read(RunContext run, HostAccess access, DatabaseAddress database, Look look)
            throws TransportException {
        access.entry().open();
        try (DatabaseWay way = DatabasePlaces.to(database, DatabasePlaces.of(run, access, database))) {
            try {
                return look.at(way);
            } catch (SqlFailure | SchemaFailure e) {
                return new Reading.Unreadable(way.told(String.valueOf(e.getMessage())));
            }
        } catch (SqlFailure | ModuleFailure e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** @param back what the controller needs to take it back, null for nothing */
    Outcome make(
            StepRunner.Origin origin,
            HostAccess access,
            JdbcChange change,
            DatabaseAddress database,
            @Nullable String back,
            Work work)
            throws TransportException {
        Instant started = run.clock.instant();
        HostPlace place = DatabasePlaces.of(run, access, database);
        try (LongWork hold = new LongWork(run, origin.host().name(), origin.title(), place, TreeOrder.Stop.END, true)) {
            // Journalled before the host is held: who takes the run back must know that it may have to let go of it.
            StepId step = steps.intendWithoutTicket(origin, access.at(place), change, back);
            try {
                hold.take(steps.patience());
            } catch (HostStopped | TransportException e) {
                run.store.conclude(step, State.NOT_BEGUN, null, run.clock.instant());
                throw e;
            }
            try (DatabaseWay way = DatabasePlaces.to(database, place)) {
                try {
                    String said = work.at(way);
                    run.store.conclude(step, State.DONE, null, run.clock.instant());
                    return new Outcome.Done(change, 0, said, "", started, run.clock.instant());
                } catch (SqlFailure | SchemaFailure e) {
                    return failed(origin, step, change, way.told(String.valueOf(e.getMessage())));
                }
            } catch (SqlFailure e) {
                return failed(origin, step, change, String.valueOf(e.getMessage()));
            }
        }
    }

    private Outcome failed(StepRunner.Origin origin, StepId step, JdbcChange change, String message) {
        run.store.conclude(step, State.FAILED, steps.said(origin, message), run.clock.instant());
        return new Outcome.Failed(change, message, 1, "", "");
    }
}
