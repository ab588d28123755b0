package io.nightshift.core.report;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.HostReport;
import io.nightshift.core.report.RunReport.Undone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that text and HTML reports share. */
final class Wording {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private final ZoneId zone;

    Wording(ZoneId zone) {
        this.zone = zone;
    }

    /** The facts of a run, name by name. */
    Map<String, String> facts(RunReport report) {
        RunRecord run = report.run();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("playbook", SafeText.line(run.playbook()));
        if (!run.commandLine().isEmpty()) {
            facts.put("command", SafeText.line("nightshift " + String.join(" ", run.commandLine())));
        }
        String plan = report.plan();
        if (plan != null) {
            facts.put("plan", plan);
        }
        facts.put("by", SafeText.line(run.user()) + ", nightshift " + SafeText.line(run.version()));
        facts.put("started", day(run.started()) + " (" + zone.getId() + ")");
        Instant ended = run.ended();
        facts.put(
                "ended",
                ended == null
                        ? "not yet, or it was interrupted"
                        : day(ended) + ", after " + took(Duration.between(run.started(), ended)));
        facts.put("outcome", outcome(run));
        facts.put("hosts", hosts(report));
        if (run.undoes() != null) {
            facts.put("takes back", "run " + run.undoes());
        }
        for (RunRecord rollback : report.rollbacks()) {
            facts.merge(
                    "taken back by", "run " + rollback.id() + ", " + day(rollback.started()), (a, b) -> a + "; " + b);
        }
        if (run.kind() == RunRecord.Kind.RUN || run.kind() == RunRecord.Kind.EXEC) {
            facts.put("way back", run.undoPruned() ? "no longer kept" : "kept until " + day(run.keepUndoUntil()));
        }
        return facts;
    }

    /** What somebody said, as a sentence. */
    String said(RunControl control) {
        String ring = control.ring() == null ? "" : " " + control.ringName();
        String what = switch (control.kind()) {
            case PAUSE -> "let no further host begin";
            case RESUME -> "let hosts begin again";
            case ABORT -> "ended the rollout; changed hosts keep what they have";
            case ABORT_UNDO_RING -> "ended the rollout, and the hosts of the ring at work go back";
            case ABORT_UNDO_ALL -> "ended the rollout, and all hosts go back";
            case APPROVE -> "approved what follows ring" + ring;
            case CONFIRM -> "confirmed the migration of" + ring + ", which is not taken back any more";
            case IGNORE_WINDOW -> "ignored maintenance windows";
        };
        String more = control.words() == null ? "" : ": " + control.words();
        return SafeText.line(control.by() + " " + what + more);
    }

    private static String outcome(RunRecord run) {
        Integer code = run.exitCode();
        if (code == null) {
            return "open";
        }
        String kind = run.kind() == RunRecord.Kind.CHECK ? " (a check: nothing was changed)" : "";
        return switch (code) {
                    case 0 -> "all well";
                    case 1 -> "a host failed (exit code 1)";
                    case 4 -> "a host is UNKNOWN or could not be taken back (exit code 4)";
                    case 5 -> "hosts are waiting or parked (exit code 5)";
                    case 130 -> "interrupted (exit code 130)";
                    default -> "exit code " + code;
                }
                + kind;
    }

    private static String hosts(RunReport report) {
        List<String> parts = new ArrayList<>();
        for (HostState state : HostState.values()) {
            if (report.count(state) > 0) {
                parts.add(report.count(state) + " " + state);
            }
        }
        return report.hosts().size() + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    /** What is to be said of hosts as a whole before each is told. */
    static List<HostReport> needy(RunReport report) {
        return report.hosts().stream().filter(HostReport::needsSomebody).toList();
    }

    /** When and how a change ended, such as {@code done, taken back 01:32:10}. */
    String fate(ChangeReport change) {
        String state = switch (change.step().state()) {
            case NOT_BEGUN -> "was not begun";
            case INTENDED -> "begun, its end is not recorded";
            case DONE -> "done";
            case FAILED -> "failed";
            case TIMED_OUT -> "stopped at its time limit";
            case UNKNOWN -> "NOT KNOWN";
            case UNDONE -> "done";
            case UNDO_FAILED -> "done";
        };
        Undone undone = change.undone();
        if (undone != null) {
            String when = undone.when() == null ? "" : " " + time(undone.when());
            return state + (undone.problem() == null ? ", taken back" + when : ", NOT TAKEN BACK" + when);
        }
        return change.step().state() == StepRecord.State.UNDONE ? state + ", taken back" : state;
    }

    /** Further lines of a change, name by name. */
    Map<String, String> lines(HostReport host, ChangeReport change) {
        StepRecord step = change.step();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("task", SafeText.line(step.task() + " (" + step.position() + ")"));
        lines.put(
                "as", SafeText.line(change.user()) + (step.target().equals(host.name()) ? "" : " on " + step.target()));
        String message = step.message();
        Undone undone = change.undone();
        if (message != null && !message.isBlank() && (undone == null || !message.equals(undone.problem()))) {
            lines.put("said", SafeText.line(message.strip()));
        }
        if (undone != null && undone.problem() != null) {
            lines.put("undo said", SafeText.line(undone.problem().strip()));
        }
        lines.put("way back", back(step));
        return lines;
    }

    private static String back(StepRecord step) {
        return switch (step.undoKind()) {
            case RECORDED -> "recorded";
            case BY_CONTROLLER -> "recorded, by the controller";
            case AGAIN -> "once more after what it follows is taken back";
            case NOT_NEEDED -> "nothing to take back";
            case IMPOSSIBLE -> SafeText.line("none: " + step.undoNote());
        };
    }

    String day(Instant instant) {
        return DAY.format(instant.atZone(zone));
    }

    String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant.atZone(zone));
    }

    private static String took(Duration took) {
        if (took.toMinutes() < 1) {
            return took.toSeconds() + " s";
        }
        return took.toHours() < 1
                ? took.toMinutes() + " min " + took.toSecondsPart() + " s"
                : took.toHours() + " h " + took.toMinutesPart() + " min";
    }
}
