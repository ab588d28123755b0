package io.nightshift.core.trial;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.trial.MachineState.Change;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a trial went on one machine.
 *
 * @param applied the first time
 * @param again the second time, which must change nothing; null where it did not come to that
 * @param rolledBack null where there was nothing to take back
 * @param changedAgain what the second time changed
 * @param notUndoable steps that nothing takes back, each with its reason
 * @param brought what was different after it was applied
 * @param left what was different from the start in the end
 */
public record HostTrial(
        String host,
        Phase applied,
        @Nullable Phase again,
        @Nullable Phase rolledBack,
        List<String> changedAgain,
        List<String> notUndoable,
        List<Change> brought,
        List<Change> left) {
    /**
     * One of the runs of a trial.
     *
     * @param state how the host stood at its end
     * @param detail the sentence about it, empty for nothing to say
     */
    public record Phase(String run, HostState state, String detail, Duration took) {}

    public HostTrial {
        changedAgain = List.copyOf(changedAgain);
        notUndoable = List.copyOf(notUndoable);
        brought = List.copyOf(brought);
        left = List.copyOf(left);
    }

    /** Whether it can be introduced as it is: it was applied, settled, and went without a trace. */
    public boolean good() {
        return problem() == null;
    }

    /** The verdict in one sentence. */
    public String verdict() {
        String problem = problem();
        return problem == null
                ? "It was applied, changed nothing the second time, and was taken back without a trace."
                : problem;
    }

    private @Nullable String problem() {
        if (!applied.state().good()) {
            return "It could not be applied: " + told(applied);
        }
        if (again == null || !again.state().good()) {
            return "It could not be applied a second time" + (again == null ? "." : ": " + told(again));
        }
        if (!changedAgain.isEmpty()) {
            return "It does not settle: the second time it changed something again.";
        }
        if (rolledBack != null && !rolledBack.state().good() && rolledBack.state() != HostState.ROLLED_BACK) {
            return "It cannot be taken back: " + told(rolledBack);
        }
        if (!notUndoable.isEmpty()) {
            return "Not everything can be taken back: " + notUndoable.size() + " step(s) have no way back.";
        }
        return left.isEmpty()
                ? null
                : "It leaves something behind: " + left.size() + " thing(s) are not as they were at the start.";
    }

    private static String told(Phase phase) {
        return phase.state() + (phase.detail().isEmpty() ? "." : ", " + phase.detail());
    }
}
