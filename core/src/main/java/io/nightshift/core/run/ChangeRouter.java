package io.nightshift.core.run;

import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.JdbcChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.SystemChange;
import io.nightshift.playbooks.module.TreeChange;
import java.util.List;

/** Sends a change where it is made: most to the host's shell, a few to the engine itself. */
final class ChangeRouter {
    private final StepRunner steps;
    private final Fetches fetches;
    private final Reboots reboots;
    private final Requests requests;
    private final Transfers transfers;
    private final TableCopies tables;
    private final SchemaChanges schemas;
    private final Freezes freezes;

    ChangeRouter(RunContext run, StepRunner steps) {
        this.steps = steps;
        this.fetches = new Fetches(run);
        this.reboots = new Reboots(run, steps);
        this.requests = new Requests(run, steps);
        this.transfers = new Transfers(run, steps);
        this.tables = new TableCopies(run, steps);
        DatabaseWork databases = new DatabaseWork(run, steps);
        this.schemas = new SchemaChanges(run, steps, databases);
        this.freezes = new Freezes(run, databases);
    }

    Outcome apply(StepRunner.Origin origin, HostAccess access, Change change, List<Probe> next)
            throws TransportException, OutcomeUnknown, StepLost {
        if (change instanceof FileChange.FetchFile fetch) {
            return fetches.apply(access, fetch);
        }
        if (change instanceof SystemChange.Reboot reboot) {
            return reboots.apply(origin, access, reboot);
        }
        if (change instanceof FileChange.Download download) {
            return requests.download(origin, access, download, next);
        }
        if (change instanceof TreeChange.BringTree bring) {
            return transfers.bring(origin, access, bring);
        }
        if (change instanceof JdbcChange.CopyTables copy) {
            return tables.copy(origin, access, copy);
        }
        if (change instanceof JdbcChange.MigrateSchema migrate) {
            return schemas.apply(origin, access, migrate);
        }
        if (change instanceof JdbcChange.FreezeDatabase freeze) {
            return freezes.apply(origin, access, freeze);
        }
        if (change instanceof CommandChange.SendHttp send) {
            return requests.send(origin, access, send);
        }
        return steps.apply(origin, access, change, next);
    }
}
