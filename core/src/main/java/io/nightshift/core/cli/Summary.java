package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.RunEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The end of a run for people: every host's state, and what to type next. */
final class Summary {
    /** So that sentences begin below one another. */
    private static final int WORD = 16;

    private final Style style;
    private final String run;
    private final boolean check;
    private final boolean aborted;

    /** @param aborted whether the rollout was ended for good, so that no host is gone on with */
    Summary(Style style, String run, boolean check, boolean aborted) {
        this.aborted = aborted;
        this.style = style;
        this.run = run;
        this.check = check;
    }

    List<String> lines(RunEnded ended) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style.bold(check ? "What would be" : "How the hosts stand"));
        int width =
                ended.hosts().keySet().stream().mapToInt(String::length).max().orElse(0);
        if (ended.hosts().size() <= 40) {
            ended.hosts().forEach((host, state) -> lines.add(line(ended, host, state, width)));
        } else {
            ended.hosts().forEach((host, state) -> {
                if (!state.good()) {
                    lines.add(line(ended, host, state, width));
                }
            });
        }
        lines.add("  " + counts(ended.hosts()) + "  in " + seconds(ended));
        if (!check) {
            lines.add("");
            lines.add("Next:  nightshift runs " + run + "        what was done, host by host");
            if (ended.hosts().containsValue(HostState.UPDATED) || ended.hosts().containsValue(HostState.FAILED_KEPT)) {
                lines.add("       nightshift rollback " + run + "    take the hosts back to how they were");
            }
            if (ended.details().values().stream().anyMatch(detail -> detail.contains("`nightshift confirm "))) {
                lines.add("       nightshift confirm " + run + "     end the migration for good");
                lines.add("       nightshift rollback " + run + "    bring the old system back into service");
            } else if (goesOn(ended) && !aborted) {
                lines.add("       nightshift resume " + run
                        + "      go on with hosts that wait, are parked, unknown or were lost");
            }
            if (ended.hosts().containsValue(HostState.ROLLBACK_FAILED)) {
                lines.add("       nightshift rollback " + run
                        + " --print    the commands that are left, to be run by hand");
            }
        }
        return lines;
    }

    private static boolean goesOn(RunEnded ended) {
        return ended.hosts().values().stream()
                .anyMatch(state -> state == HostState.PARKED
                        || state == HostState.WAITING
                        || state == HostState.UNKNOWN
                        || state == HostState.UNREACHABLE);
    }

    private String line(RunEnded ended, String host, HostState state, int width) {
        String detail = ended.details().getOrDefault(host, "");
        String start = "  " + pad(host, width) + "  ";
        return detail.isBlank()
                ? start + colour(state, state.name())
                : start + colour(state, pad(state.name(), WORD)) + "  "
                        + Shown.lines(detail).get(0);
    }

    private String colour(HostState state, String word) {
        return state.good()
                ? style.green(word)
                : state == HostState.ROLLED_BACK || state == HostState.WAITING ? style.yellow(word) : style.red(word);
    }

    private static String counts(Map<String, HostState> hosts) {
        List<String> parts = new ArrayList<>();
        for (HostState state : HostState.values()) {
            long count = hosts.values().stream().filter(state::equals).count();
            if (count > 0) {
                parts.add(count + " "
                        + state.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
            }
        }
        return parts.isEmpty() ? "no hosts" : String.join(", ", parts);
    }

    private static String seconds(RunEnded ended) {
        return String.format(java.util.Locale.ROOT, "%.1f s", ended.took().toMillis() / 1000.0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
