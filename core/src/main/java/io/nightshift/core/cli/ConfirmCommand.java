package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.store.Store;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift confirm}: ends a migration for good. */
@Command(
        name = "confirm",
        description = {
            "Agrees that a migration is not taken back any more, and does its last stage.",
            "Until then the old system is kept as it was, and `nightshift rollback RUN` returns it to service."
        })
final class ConfirmCommand implements Callable<Integer> {
    @Parameters(arity = "1", paramLabel = "RUN", description = "A run, or the beginning of its name.")
    String run = "";

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            RunRecord record = StoredRuns.find(store, run);
            boolean waits = store.hosts(record.id()).stream()
                    .anyMatch(host -> host.state() == HostState.PARKED
                            && String.valueOf(host.detail()).contains("`nightshift confirm "));
            if (!waits) {
                throw new Failure("error: nothing of " + record.id() + " waits to be confirmed\nhint: `nightshift runs "
                        + record.id() + "` shows how its hosts stand");
            }
            RunArguments arguments = ResumeCommand.arguments(store, record);
            String by = System.getProperty("user.name", "");
            store.control(record.id(), new RunControl(RunControl.Kind.CONFIRM, null, by, Instant.now(), null));
            return ResumeCommand.goOn(store, record, arguments, false, false);
        }
    }
}
