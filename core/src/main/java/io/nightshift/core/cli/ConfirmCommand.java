package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.ConfirmNotes;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.rollout.Controls;
import io.nightshift.core.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            List<String> waiting = waiting(store, record);
            if (waiting.isEmpty()) {
                throw new Failure("error: nothing of " + record.id() + " waits to be confirmed\nhint: `nightshift runs "
                        + record.id() + "` shows how its hosts stand");
            }
            RunArguments arguments = ResumeCommand.arguments(store, record);
            ResumeCommand.takeByHand(store, record);
            String by = System.getProperty("user.name", "");
            for (String stage : waiting) {
                store.control(record.id(), new RunControl(RunControl.Kind.CONFIRM, stage, by, Instant.now(), null));
            }
            return ResumeCommand.goOn(store, record, arguments, false, false);
        }
    }

    /** The stages of parked hosts that nobody has agreed to yet. */
    private static List<String> waiting(Store store, RunRecord record) {
        Controls controls = new Controls(store.controls(record.id()));
        List<String> waiting = new ArrayList<>();
        for (RunStore.HostRecord host : store.hosts(record.id())) {
            if (host.state() == HostState.PARKED) {
                for (String stage : ConfirmNotes.of(store, record.id(), host.name())) {
                    if (!controls.isConfirmed(host.name(), stage)) {
                        waiting.add(RunControl.ringOf(stage, host.name()));
                    }
                }
            }
        }
        return waiting;
    }
}
