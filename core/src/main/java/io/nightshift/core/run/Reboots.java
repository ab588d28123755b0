package io.nightshift.core.run;

import io.nightshift.core.record.HostNotes;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.SystemChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reboots a host and waits until it answers with another boot identity and its test command succeeds. */
final class Reboots {
    private static final Duration TEST_LIMIT = Duration.ofSeconds(30);
    private final RunContext run;
    private final StepRunner steps;

    Reboots(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    Outcome apply(StepRunner.Origin origin, HostAccess access, SystemChange.Reboot reboot)
            throws TransportException, OutcomeUnknown, StepLost {
        Instant started = run.clock.instant();
        HostNotes notes = origin.host().notes;
        String before = notes.bootBefore(origin.path()).orElse(access.profile().bootIdentity());
        notes.bootBefore(origin.path(), before);
        Outcome triggered = steps.apply(origin, access, reboot, List.of());
        if (triggered instanceof Outcome.Failed) {
            return triggered;
        }
        BooleanSupplier inTime = run.pace.within(reboot.limit());
        String last = "it did not go down";
        while (inTime.getAsBoolean()) {
            Ring.aside(() -> run.pause(1));
            run.connections.reset(access.entry());
            access.forgetAll();
            try {
                if (access.profile().bootIdentity().equals(before)) {
                    continue;
                }
                run.pause(reboot.postDelay().toMillis() / 1000.0);
                Frame test = access.entry()
                        .open()
                        .shell(access.become())
                        .run("( " + reboot.testCommand() + "\n)", TEST_LIMIT);
                if (test.succeeded()) {
                    return new Outcome.Done(reboot, 0, "", "", started, run.clock.instant());
                }
                last = "the test command failed with status " + test.status();
            } catch (TransportException e) {
                last = String.valueOf(e.getMessage());
            }
        }
        return new Outcome.Failed(
                reboot, "the host did not come back within " + reboot.limit().toSeconds() + " s: " + last, 1, "", "");
    }
}
