package io.nightshift.core.run;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.migration.DatabaseWayBack;
import io.nightshift.core.sql.SqlFailure;
import io.nightshift.core.sql.SqlFreeze;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.JdbcChange.FreezeDatabase;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.TreeOrder;
import java.time.Duration;
import java.time.Instant;

/** Databases that nobody is to write to for a while. */
final class Freezes {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunContext run;
    private final StepRunner steps;

    Freezes(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    /** Whether a database may be written to. */
    static Reading read(RunContext run, HostAccess access, DatabaseAddress database) throws TransportException {
        access.entry().open();
        try (DatabaseWay way = DatabasePlaces.to(database, DatabasePlaces.of(run, access, database))) {
            try {
                SqlFreeze.State state = new SqlFreeze(run.drivers, way.database(), PATIENCE).state();
                return new Reading.FrozenState(state.frozen(), state.setting());
            } catch (SqlFailure e) {
                return new Reading.Unreadable(way.told(String.valueOf(e.getMessage())));
            }
        } catch (SqlFailure | ModuleFailure e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    Outcome apply(StepRunner.Origin origin, HostAccess access, FreezeDatabase change) throws TransportException {
        Instant started = run.clock.instant();
        HostPlace place = DatabasePlaces.of(run, access, change.database());
        try (LongWork hold = new LongWork(run, origin.host().name(), origin.title(), place, TreeOrder.Stop.END, true)) {
            hold.take(steps.patience());
            return applied(origin, access.at(place), change, place, started);
        }
    }

    private Outcome applied(
            StepRunner.Origin origin, HostAccess target, FreezeDatabase change, HostPlace place, Instant started) {
        SqlFreeze.State before =
                new SqlFreeze.State(change.before().frozen(), change.before().setting());
        String back = new DatabaseWayBack.Freeze(change.database(), before).text();
        StepId step = steps.intendWithoutTicket(origin, target, change, back);
        try (DatabaseWay way = DatabasePlaces.to(change.database(), place)) {
            SqlFreeze freeze = new SqlFreeze(run.drivers, way.database(), PATIENCE);
            try {
                if (change.frozen()) {
                    freeze.freeze();
                } else {
                    freeze.restore(new SqlFreeze.State(false, null));
                }
                run.store.conclude(step, State.DONE, null, run.clock.instant());
                return new Outcome.Done(change, 0, "", "", started, run.clock.instant());
            } catch (SqlFailure e) {
                return failed(origin, step, change, way.told(String.valueOf(e.getMessage())));
            }
        } catch (SqlFailure e) {
            return failed(origin, step, change, String.valueOf(e.getMessage()));
        }
    }

    private Outcome failed(StepRunner.Origin origin, StepId step, FreezeDatabase change, String message) {
        run.store.conclude(step, State.FAILED, steps.said(origin, message), run.clock.instant());
        return new Outcome.Failed(change, message, 1, "", "");
    }
}
