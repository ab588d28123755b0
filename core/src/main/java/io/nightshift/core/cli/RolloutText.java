package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.report.RolloutStatus;
import io.nightshift.core.report.RolloutStatus.RingStatus;
import io.nightshift.core.rollout.Controls;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code nightshift rollout status} prints. */
final class RolloutText {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final int MOST_NAMES = 12;

    private final RolloutStatus status;
    private final Instant now;

    RolloutText(RolloutStatus status, Instant now) {
        this.status = status;
        this.now = now;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(status.run().id() + "  " + Shown.line(status.run().playbook())
                + (status.play().isEmpty() ? "" : "  " + status.play()) + "  " + stands());
        lines.add("  " + counts(status.hosts()));
        int width = status.rings().stream()
                .mapToInt(ring -> ring.ring().name().length())
                .max()
                .orElse(0);
        for (RingStatus ring : status.rings()) {
            lines.add(String.format(
                    "  ring %-" + Math.max(1, width) + "s  %s",
                    Shown.line(ring.ring().name()),
                    of(ring)));
        }
        status.waits()
                .forEach((why, hosts) -> lines.add("  " + names(hosts) + (hosts.size() == 1 ? " waits: " : " wait: ")
                        + Shown.lines(why).get(0)));
        for (RunControl said : status.said()) {
            lines.add("  " + MOMENT.format(said.at()) + "  " + Shown.line(said.by()) + "  "
                    + said.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (said.ring() == null ? "" : " " + Shown.line(String.valueOf(said.ringName())))
                    + (said.words() == null ? "" : ": " + Shown.line(said.words())));
        }
        status.wantsApproval(now)
                .ifPresent(ring -> lines.add(
                        "next: nightshift rollout approve " + status.run().id() + " "
                                + Shown.line(ring.name()) + "    " + Shown.line(String.valueOf(ring.approve()))
                                + " agrees that the ring after it begins"));
        return lines;
    }

    private String stands() {
        if (status.aborted().isPresent()) {
            return "ended early: " + Shown.line(status.aborted().get());
        }
        if (status.run().ended() != null) {
            return "ended " + MOMENT.format(status.run().ended());
        }
        return new Controls(status.said())
                .pause()
                .map(pause -> "paused by " + Shown.line(pause.by()))
                .orElse("under way");
    }

    private String of(RingStatus ring) {
        String text = ring.ring().hosts().size()
                + (ring.ring().hosts().size() == 1 ? " host: " : " hosts: ")
                + counts(ring.hosts());
        if (ring.soaksUntil().isPresent()) {
            Instant until = ring.soaksUntil().get();
            text += now.isBefore(until) ? "; left alone until " + MOMENT.format(until) : "; soaked";
        } else if (!ring.ring().soak().isZero() && !ring.begun()) {
            text += "; then a soak";
        }
        if (ring.approved().isPresent()) {
            text += "; approved by " + Shown.line(ring.approved().get());
        } else if (ring.ring().approve() != null) {
            text += "; " + Shown.line(ring.ring().approve()) + " must approve what follows";
        }
        return text;
    }

    private static String counts(Map<HostState, Integer> counts) {
        return counts.isEmpty()
                ? "no hosts"
                : counts.entrySet().stream()
                        .map(each -> each.getValue() + " "
                                + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    private static String names(List<String> hosts) {
        return hosts.size() <= MOST_NAMES
                ? String.join(", ", hosts)
                : String.join(", ", hosts.subList(0, MOST_NAMES)) + " and " + (hosts.size() - MOST_NAMES) + " more";
    }
}
