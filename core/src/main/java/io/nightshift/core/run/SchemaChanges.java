package io.nightshift.core.run;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.migration.DatabaseWayBack;
import io.nightshift.core.migration.ScriptFolder;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.schema.SchemaFailure;
import io.nightshift.core.schema.SchemaMigrations;
import io.nightshift.core.schema.SchemaStatus;
import io.nightshift.core.sql.SqlFailure;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseChange.KeepDatabase;
import io.nightshift.playbooks.module.JdbcChange.MigrateSchema;
import io.nightshift.playbooks.module.JdbcChange.ScriptsBack;
import io.nightshift.playbooks.module.MigrationOrder;
import io.nightshift.playbooks.module.MigrationOrder.Script;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PendingScript;
import io.nightshift.playbooks.module.TreeOrder;
import java.time.Instant;
import java.util.List;

/** Versioned scripts of an application: what its database has not seen, and how they are applied. */
final class SchemaChanges {
    private final RunContext run;
    private final StepRunner steps;

    SchemaChanges(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    /** How a schema stands to its scripts. */
    static Reading read(RunContext run, HostAccess access, MigrationOrder order) throws TransportException {
        access.entry().open();
        try (DatabaseWay way = DatabasePlaces.to(order.database(), DatabasePlaces.of(run, access, order.database()));
                ScriptFolder folder = ScriptFolder.of(order.scripts())) {
            try {
                SchemaStatus status = migrations(order, way, folder).status();
                String version = status.version();
                return new Reading.SchemaState(
                        version == null ? "" : version,
                        status.pending().stream()
                                .map(one -> new PendingScript(
                                        one.script(), one.version() == null ? "" : one.version(), one.undoable()))
                                .toList(),
                        status.problems());
            } catch (SchemaFailure e) {
                return new Reading.Unreadable(way.told(String.valueOf(e.getMessage())));
            }
        } catch (SchemaFailure | SqlFailure | ModuleFailure e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static SchemaMigrations migrations(MigrationOrder order, DatabaseWay way, ScriptFolder folder) {
        return new SchemaMigrations(
                folder.order(way.database(), order.database(), order.baseline(), order.outOfOrder()));
    }

    /** Applies what is pending, once its way back is there. */
    Outcome apply(StepRunner.Origin origin, HostAccess access, MigrateSchema change)
            throws TransportException, OutcomeUnknown, StepLost {
        Instant started = run.clock.instant();
        MigrationOrder order = change.order();
        HostPlace place = DatabasePlaces.of(run, access, order.database());
        HostAccess target = access.at(place);
        if (change.back() == ScriptsBack.DUMP) {
            Outcome kept =
                    steps.apply(origin.part("keep"), target, new KeepDatabase(order.login(), change.room()), List.of());
            if (kept instanceof Outcome.Failed failed) {
                return new Outcome.Failed(change, failed.message(), failed.status(), failed.stdout(), failed.stderr());
            }
        }
        try (LongWork hold = new LongWork(run, origin.host().name(), origin.title(), place, TreeOrder.Stop.END, true)) {
            hold.take(steps.patience());
            return applied(origin, target, change, place, started);
        }
    }

    private Outcome applied(
            StepRunner.Origin origin, HostAccess target, MigrateSchema change, HostPlace place, Instant started) {
        MigrationOrder order = change.order();
        String back = change.back() == ScriptsBack.SCRIPTS
                ? new DatabaseWayBack.Schema(
                                order.database(),
                                order.scripts().stream().filter(Script::undoes).toList(),
                                change.versions())
                        .text()
                : null;
        StepId step = steps.intendWithoutTicket(origin, target, change, back);
        try (DatabaseWay way = DatabasePlaces.to(order.database(), place);
                ScriptFolder folder = ScriptFolder.of(order.scripts())) {
            try {
                List<String> applied = migrations(order, way, folder).migrate();
                run.store.conclude(step, State.DONE, null, run.clock.instant());
                return new Outcome.Done(change, 0, String.join("\n", applied), "", started, run.clock.instant());
            } catch (SchemaFailure e) {
                return failed(origin, step, change, way.told(String.valueOf(e.getMessage())));
            }
        } catch (SchemaFailure | SqlFailure e) {
            return failed(origin, step, change, String.valueOf(e.getMessage()));
        }
    }

    private Outcome failed(StepRunner.Origin origin, StepId step, MigrateSchema change, String message) {
        run.store.conclude(step, State.FAILED, steps.said(origin, message), run.clock.instant());
        return new Outcome.Failed(change, message, 1, "", "");
    }
}
