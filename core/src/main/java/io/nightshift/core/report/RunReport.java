package io.nightshift.core.report;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.StepRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as its report tells it.
 *
 * @param made when the report was made
 * @param plan the id of the plan that it applied, null for a run without one
 * @param said what people said about it, oldest first
 * @param rollbacks the runs that took (parts of) it back, oldest first
 * @param hosts those that need a person first
 */
public record RunReport(
        RunRecord run,
        @Nullable String plan,
        Instant made,
        List<RunControl> said,
        List<RunRecord> rollbacks,
        List<HostReport> hosts) {
    public RunReport {
        said = List.copyOf(said);
        rollbacks = List.copyOf(rollbacks);
        hosts = List.copyOf(hosts);
    }

    /** Whether it had come to its end when the report was made. */
    public boolean hasEnded() {
        return run.ended() != null;
    }

    /** How many hosts stand so. */
    public long count(HostState state) {
        return hosts.stream().filter(host -> host.state() == state).count();
    }

    /**
     * One host.
     *
     * @param detail why it stands so, line by line; empty for nothing to say
     * @param address where it was reached, as far as recorded
     * @param changes in the order they were made
     * @param left what its changes left behind that nothing takes back by itself, with the reason
     * @param next commands to type, each with what it is for
     */
    public record HostReport(
            String name,
            HostState state,
            List<String> detail,
            String address,
            List<ChangeReport> changes,
            List<String> left,
            List<NextStep> next) {
        public HostReport {
            detail = List.copyOf(detail);
            changes = List.copyOf(changes);
            left = List.copyOf(left);
            next = List.copyOf(next);
        }

        /** Whether somebody has to look after it. */
        public boolean needsSomebody() {
            return !state.good() && state != HostState.ROLLED_BACK;
        }
    }

    /** A command to type, and what it is for. */
    public record NextStep(String command, String purpose) {}

    /**
     * One change as journalled.
     *
     * @param user as whom it was made
     * @param differences what it found and what it was to leave, as far as that was read
     * @param undone how it was taken back; null if it was not
     */
    public record ChangeReport(
            StepRecord step,
            String user,
            List<Difference> differences,
            @Nullable Undone undone) {
        public ChangeReport {
            differences = List.copyOf(differences);
        }
    }

    /**
     * An attempt to take a change back.
     *
     * @param run the rollback it belongs to
     * @param when it ended; null if that is not known
     * @param problem null when it worked
     */
    public record Undone(
            String run, @Nullable Instant when, @Nullable String problem) {}
}
