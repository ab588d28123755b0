package io.nightshift.core.report;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.NextStep;
import java.util.ArrayList;
import java.util.List;

/** What to type next for a host that does not stand well. */
final class NextSteps {
    private NextSteps() {}

    static List<NextStep> of(RunRecord run, HostRecord host, List<ChangeReport> changes) {
        String name = host.name();
        boolean stuck = changes.stream()
                .anyMatch(change -> change.step().undoKind() == UndoKind.IMPOSSIBLE
                        && change.step().state() != State.UNDONE);
        boolean changed = changes.stream().anyMatch(change -> change.step().state() != State.UNDONE);
        String rollback = "nightshift rollback " + run.id() + " -l " + name;
        NextStep back = stuck
                ? new NextStep(rollback + " --partial", "take back what can be taken back")
                : new NextStep(rollback, "take it back to how it was");
        NextStep resume = new NextStep("nightshift resume " + run.id(), "go on where it stands");
        NextStep again = new NextStep(again(run, name), "try again");
        return switch (host.state()) {
            case UNCHANGED, UPDATED, ROLLED_BACK -> List.of();
            case UNREACHABLE -> changed ? List.of(resume, back) : List.of(resume, again);
            case WAITING -> List.of(new NextStep(again.command(), "begin with it"));
            case PARKED, RUNNING ->
                String.valueOf(host.detail()).contains("`nightshift confirm ")
                        ? List.of(new NextStep("nightshift confirm " + run.id(), "end its migration for good"), back)
                        : changed ? List.of(resume, back) : List.of(resume);
            case FAILED_KEPT -> changed ? List.of(back, again) : List.of(again);
            case ROLLBACK_FAILED ->
                List.of(
                        new NextStep(
                                rollback + (stuck ? " --partial" : ""),
                                "once its cause is mended: go on taking it back"),
                        new NextStep(rollback + " --print", "the commands that are left, to be run by hand"));
            case PARTLY_ROLLED_BACK -> List.of(again);
            case UNKNOWN ->
                List.of(
                        new NextStep("nightshift exec " + name + " -m setup", "see whether it answers, and how it is"),
                        resume,
                        back);
        };
    }

    /** The command as it was typed, for this host alone. */
    private static String again(RunRecord run, String host) {
        List<String> words = new ArrayList<>(List.of("nightshift"));
        boolean skip = false;
        for (String word : run.commandLine()) {
            if (skip) {
                skip = false;
            } else if (word.equals("-l") || word.equals("--limit")) {
                skip = true;
            } else if (!word.startsWith("--limit=") && !word.matches("-l.+")) {
                words.add(word.matches("[A-Za-z0-9_@%+=:,./*-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
            }
        }
        words.add("-l");
        words.add(host);
        return SafeText.line(String.join(" ", words));
    }
}
