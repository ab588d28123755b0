package io.nightshift.core.cli;

import io.nightshift.core.run.Timing;
import io.nightshift.core.window.WindowCalendar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about the maintenance windows of hosts. */
final class WindowOptions {
    @Option(
            names = "--ignore-window",
            description = "Touch hosts outside of their maintenance windows, too; needs --reason, and is recorded.")
    boolean ignoreWindow;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why windows are ignored, for the record.")
    @Nullable
    String reason;

    @Option(
            names = "--wait",
            description = "Wait for hosts whose maintenance window is closed, though no play says so.")
    boolean waits;

    /** When hosts may be changed that somebody only wants to look at. */
    Timing looking(WindowCalendar windows) {
        if (waits) {
            throw new Failure("error: --wait is for playbooks: an ad hoc command looks at hosts at any time\n"
                    + "hint: leave it out, or put the task into a playbook and use `nightshift run --wait`");
        }
        return new Timing(windows, false, ignoredBecause(), true);
    }

    /** When the hosts of a run may be touched. */
    Timing timing(WindowCalendar windows) {
        return new Timing(windows, waits, ignoredBecause(), false);
    }

    /**
     * Why windows are ignored; null where they hold.
     *
     * @throws Failure if only one of the two options is there
     */
    @Nullable
    String ignoredBecause() {
        String text = reason == null ? "" : reason.strip();
        if (ignoreWindow && text.isEmpty()) {
            throw new Failure("error: --ignore-window needs a reason, which is recorded\n"
                    + "hint: --ignore-window --reason \"the certificate runs out at noon\"");
        }
        if (!ignoreWindow && reason != null) {
            throw new Failure("error: --reason says why windows are ignored; add --ignore-window, or leave it out");
        }
        return ignoreWindow ? text : null;
    }
}
