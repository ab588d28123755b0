package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.migration.DatabaseWayBack;
import io.nightshift.core.migration.ScriptFolder;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.schema.SchemaMigrations;
import io.nightshift.core.schema.SchemaStatus;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseChange.KeepDatabase;
import io.nightshift.playbooks.module.JdbcChange.MigrateSchema;
import io.nightshift.playbooks.module.JdbcChange.ScriptsBack;
import io.nightshift.playbooks.module.MigrationOrder;
import io.nightshift.playbooks.module.MigrationOrder.Script;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PendingScript;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Versioned scripts of an application: what its database has not seen, and how they are applied. */
final class SchemaChanges {
    /** The part of a step that keeps what a database holds before its scripts. */
    static final String DUMP = "keep";

    private final RunContext run;
    private final StepRunner steps;
    private final DatabaseWork databases;

    SchemaChanges(RunContext run, StepRunner steps, DatabaseWork databases) {
        this.run = run;
        this.steps = steps;
        this.databases = databases;
    }

    /** How a schema stands to its scripts. */
    static Reading read(RunContext run, HostAccess access, MigrationOrder order) throws TransportException {
        return DatabaseWork.read(run, access, order.database(), way -> {
            try (ScriptFolder folder = ScriptFolder.of(order.scripts())) {
                SchemaStatus status = migrations(order, way, folder).status();
                String version = status.version();
                return new Reading.SchemaState(
                        version == null ? "" : version,
                        status.pending().stream()
                                .map(one -> new PendingScript(
                                        one.script(), one.version() == null ? "" : one.version(), one.undoable()))
                                .toList(),
                        status.problems());
            }
        });
    }

    private static SchemaMigrations migrations(MigrationOrder order, DatabaseWay way, ScriptFolder folder) {
        return new SchemaMigrations(
                folder.order(way.database(), order.database(), order.baseline(), order.outOfOrder()));
    }

    /** Applies what is pending, once its way back is there. */
    Outcome apply(StepRunner.Origin origin, HostAccess access, MigrateSchema change)
            throws TransportException, OutcomeUnknown, StepLost {
        MigrationOrder order = change.order();
        if (change.back() == ScriptsBack.DUMP) {
            Outcome.Failed left = beginAnew(origin, change);
            if (left != null) {
                return left;
            }
            HostAccess target = access.at(DatabasePlaces.of(run, access, order.database()));
            Outcome kept =
                    steps.apply(origin.part(DUMP), target, new KeepDatabase(order.login(), change.room()), List.of());
            if (kept instanceof Outcome.Failed failed) {
                return new Outcome.Failed(change, failed.message(), failed.status(), failed.stdout(), failed.stderr());
            }
        }
        return databases.make(origin, access, change, order.database(), back(change), way -> {
            try (ScriptFolder folder = ScriptFolder.of(order.scripts())) {
                return String.join("\n", migrations(order, way, folder).migrate());
            }
        });
    }

    /**
     * Scripts that an interrupted process had begun may be applied in part, and nobody knows how far; something is pending still. What the
     * database held before them comes back.
     *
     * @return why it does not; null where it does, or nothing was begun
     */
    private Outcome.@Nullable Failed beginAnew(StepRunner.Origin origin, MigrateSchema change) {
        List<StepRecord> steps = run.store.steps(run.id, origin.host().name());
        Function<StepRecord, Rollback.Ended> takesBack = origin.host().takesBack;
        for (StepRecord step : steps) {
            boolean open = step.state() == State.INTENDED || step.state() == State.UNKNOWN;
            if (!open || !step.id().path().equals(origin.path()) || takesBack == null) {
                continue;
            }
            Optional<StepRecord> dump = steps.stream()
                    .filter(each -> each.id().path().equals(origin.path() + "." + DUMP)
                            && each.state() == State.DONE
                            && each.hasOwnWayBack())
                    .reduce((first, second) -> second);
            if (dump.isEmpty()) {
                continue;
            }
            run.tell(new RunEvent.Warning(origin.host().name() + ": `" + step.change()
                    + "` was cut off, and nobody knows how far it came; the database gets back what it held before"));
            Rollback.Ended ended = takesBack.apply(dump.get());
            if (ended.state() != HostState.ROLLED_BACK) {
                return new Outcome.Failed(
                        change, "what the database held before did not come back: " + ended.detail(), 1, "", "");
            }
            run.store.conclude(
                    step.id(), State.UNDONE, "the database got back what it held before", run.clock.instant());
        }
        return null;
    }

    private static @Nullable String back(MigrateSchema change) {
        MigrationOrder order = change.order();
        return change.back() == ScriptsBack.SCRIPTS
                ? new DatabaseWayBack.Schema(
                                order.database(),
                                order.scripts().stream().filter(Script::undoes).toList(),
                                change.versions(),
                                change.from().isEmpty())
                        .text()
                : null;
    }
}
