package io.nightshift.core.run;

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
