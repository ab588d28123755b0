package io.nightshift.core.trial;

import io.nightshift.core.trial.MachineState.Change;
import io.nightshift.core.trial.MachineState.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A machine's trial as people read it: a title, and lines below it. */
final class TrialSections {
    private static final Pattern FILE = Pattern.compile("file ([0-7]{4}) \\S+ (\\d+) bytes.*");
    private static final Pattern MODE = Pattern.compile("\\w+ ([0-7]{4}) .*");
    private static final Pattern CRON = Pattern.compile("/etc/(cron|anacron).*|/var/spool/(cron|at)/.*");

    private final HostTrial trial;
    private final int most;
    private final Map<String, List<String>> all = new LinkedHashMap<>();

    private TrialSections(HostTrial trial, int most) {
        this.trial = trial;
        this.most = most;
    }

    /** @param most how many lines a list of files has at most */
    static Map<String, List<String>> of(HostTrial trial, int most) {
        TrialSections sections = new TrialSections(trial, most);
        sections.course();
        sections.brought();
        sections.add("Changed again the second time", trial.changedAgain());
        sections.add("No way back", trial.notUndoable());
        sections.add(
                "Left over after it was taken back",
                trial.left().stream().map(TrialSections::line).toList());
        return sections.all;
    }

    private void course() {
        List<String> lines = new ArrayList<>();
        lines.add("applied in " + took(trial.applied()) + " (run "
                + trial.applied().run() + ")");
        HostTrial.Phase again = trial.again();
        if (again != null) {
            lines.add("a second time in " + took(again)
                    + (trial.changedAgain().isEmpty() ? ", which changed nothing" : ""));
        }
        HostTrial.Phase back = trial.rolledBack();
        if (back != null) {
            lines.add("taken back in " + took(back) + ": " + back.state());
        }
        long bytes = trial.brought().stream()
                .filter(change -> change.kind() == Kind.FILE)
                .mapToLong(change -> size(change.after()) - size(change.before()))
                .sum();
        long files = count(change -> change.kind() == Kind.FILE && change.came());
        lines.add("disk: " + size(bytes) + ", " + files + " new file(s) and folder(s)");
        add("How it went", lines);
    }

    private void brought() {
        kind("Packages", Kind.PACKAGE);
        kind("Units", Kind.UNIT);
        kind("Users", Kind.USER);
        kind("Groups", Kind.GROUP);
        kind("Open ports", Kind.PORT);
        files("Files that run with their owner's or group's rights (setuid, setgid)", this::isSetId);
        files("Jobs (cron, at)", change -> CRON.matcher(change.name()).matches());
        kind("Mounts", Kind.MOUNT);
        kind("Kernel modules", Kind.MODULE);
        files("Files outside of /usr and /etc", change -> !isBelow(change, "/usr/") && !isBelow(change, "/etc/"));
        files("Below /etc", change -> isBelow(change, "/etc/"));
        long usr = count(change -> change.kind() == Kind.FILE && isBelow(change, "/usr/") && change.came());
        files("Below /usr: changed or removed", change -> isBelow(change, "/usr/") && !change.came());
        if (usr > 0) {
            add("Below /usr: new", List.of(usr + " file(s) and folder(s)"));
        }
    }

    private boolean isSetId(Change change) {
        String after = change.after();
        Matcher mode = MODE.matcher(after == null ? "" : after);
        return mode.matches()
                && after != null
                && after.startsWith("file")
                && mode.group(1).charAt(0) >= '2';
    }

    private static boolean isBelow(Change change, String folder) {
        return change.name().startsWith(folder);
    }

    private void kind(String title, Kind kind) {
        add(
                title,
                trial.brought().stream()
                        .filter(change -> change.kind() == kind)
                        .map(TrialSections::line)
                        .toList());
    }

    private void files(String title, Predicate<Change> which) {
        add(
                title,
                trial.brought().stream()
                        .filter(change -> change.kind() == Kind.FILE)
                        .filter(which)
                        .map(TrialSections::line)
                        .toList());
    }

    private long count(Predicate<Change> which) {
        return trial.brought().stream().filter(which).count();
    }

    private void add(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(most, lines.size())));
        if (lines.size() > most) {
            shown.add("and " + (lines.size() - most) + " more");
        }
        all.put(title, shown);
    }

    private static String line(Change change) {
        if (change.came()) {
            return "new  " + change.name() + ": " + shortened(change.after());
        }
        if (change.went()) {
            return "gone  " + change.name() + ": " + shortened(change.before());
        }
        return change.name() + ": " + shortened(change.before()) + "  ->  " + shortened(change.after());
    }

    /** A checksum by its beginning. */
    private static String shortened(@Nullable String text) {
        return String.valueOf(text).replaceAll("sha256 ([0-9a-f]{8})[0-9a-f]+", "sha256 $1");
    }

    private static long size(@Nullable String file) {
        Matcher found = FILE.matcher(file == null ? "" : file);
        return found.matches() ? Long.parseLong(found.group(2)) : 0;
    }

    private static String size(long bytes) {
        return Math.abs(bytes) < 10_000 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }

    private static String took(HostTrial.Phase phase) {
        Duration took = phase.took();
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
