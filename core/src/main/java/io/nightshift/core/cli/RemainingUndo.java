package io.nightshift.core.cli;

import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import java.io.PrintStream;
import java.util.List;

/** What is left to take hosts back by hand, as shell scripts: for a host that an undo could not bring back. */
final class RemainingUndo {
    private RemainingUndo() {}

    static void print(RunStore store, RunRecord run, List<String> hosts, PrintStream out) {
        for (String host : hosts) {
            List<StepRecord> steps = store.steps(run.id(), host);
            List<StepRecord> left = Rollback.undoable(steps);
            out.println("# " + host + ": " + left.size() + " step(s) left to be undone, newest first");
            for (StepRecord step : left) {
                String user = step.becomeUser() == null ? step.login() : step.becomeUser();
                out.println();
                out.println("# on " + step.target() + (user == null || user.isEmpty() ? "" : " as " + user) + ": undo `"
                        + Shown.line(step.change()) + "` (" + Shown.line(step.task()) + ")");
                out.println(
                        step.undoKind() == StepRecord.UndoKind.BY_CONTROLLER
                                ? "# the controller made it, and takes it back: nightshift rollback " + run.id()
                                        + " -l " + host
                                : step.undoScript());
            }
            for (StepRecord step : Rollback.notUndoable(steps)) {
                out.println("# cannot be undone: " + Shown.line(step.change()) + " (" + step.undoNote() + ")");
            }
        }
    }
}
