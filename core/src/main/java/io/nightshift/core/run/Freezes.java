package io.nightshift.core.run;

import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.migration.DatabaseWayBack;
import io.nightshift.core.sql.SqlFreeze;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.JdbcChange.FreezeDatabase;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import java.time.Duration;

/** Databases that nobody is to write to for a while. */
final class Freezes {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunContext run;
    private final DatabaseWork steps;

    Freezes(RunContext run, DatabaseWork steps) {
        this.run = run;
        this.steps = steps;
    }

    /** Whether a database may be written to. */
    static Reading read(RunContext run, HostAccess access, DatabaseAddress database) throws TransportException {
        return DatabaseWork.read(run, access, database, way -> {
            SqlFreeze.State state = freeze(run, way).state();
            return new Reading.FrozenState(state.readOnly(), state.frozen(), state.setting());
        });
    }

    Outcome apply(StepRunner.Origin origin, HostAccess access, FreezeDatabase change) throws TransportException {
        Reading.FrozenState was = change.before();
        SqlFreeze.State before = new SqlFreeze.State(was.readOnly(), was.frozen(), was.setting());
        String back = new DatabaseWayBack.Freeze(change.database(), before).text();
        return steps.make(origin, access, change, change.database(), back, way -> {
            if (change.frozen()) {
                freeze(run, way).freeze();
            } else {
                freeze(run, way).restore(SqlFreeze.State.WRITABLE);
            }
            return "";
        });
    }

    private static SqlFreeze freeze(RunContext run, DatabaseWay way) {
        return new SqlFreeze(run.drivers, way.database(), PATIENCE);
    }
}
