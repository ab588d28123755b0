package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.playbooks.Rollout.Trouble;
import org.jspecify.annotations.Nullable;

/** What of all that stops hosts counts for how the rollout goes on. */
final class Troubles {
    private final RunContext run;

    Troubles(RunContext run) {
        this.run = run;
    }

    /** Adds a host that stopped to what may end the rollout. */
    void count(String host, Reason reason) {
        Trouble trouble = of(host, reason);
        if (trouble == Trouble.UNHEALTHY) {
            run.memory(host).notes.trouble(trouble.name());
        }
        if (trouble != null) {
            run.tally.met(host, trouble);
        }
    }

    private @Nullable Trouble of(String host, Reason reason) {
        return switch (reason) {
            case FAILED, UNKNOWN -> Trouble.FAILED;
            case FAILED_BEFORE -> noted(host);
            case UNHEALTHY -> Trouble.UNHEALTHY;
            case UNREACHABLE -> run.hasAnswered(host) ? Trouble.UNREACHABLE : null;
            default -> null;
        };
    }

    private Trouble noted(String host) {
        return run.memory(host).notes.trouble().map(Trouble::valueOf).orElse(Trouble.FAILED);
    }

    /** What had gone wrong with a host before the run was interrupted counts, too. */
    void countBefore(RunStore.HostRecord host) {
        if (host.state().isFailure() || host.state() == HostState.UNKNOWN) {
            run.tally.met(host.name(), noted(host.name()));
        } else if (host.state() != HostState.WAITING && host.state() != HostState.UNREACHABLE) {
            run.tally.attempted(host.name());
        }
    }
}
