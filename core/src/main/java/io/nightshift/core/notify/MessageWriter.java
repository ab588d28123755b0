package io.nightshift.core.notify;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.window.Closing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Says in words what happened in one run. */
final class MessageWriter {
    private final RunEvent.RunStarted run;
    private final String controller;
    private final Clock clock;
    private final UnaryOperator<String> clean;
    private final String name;

    /** @param clean takes secrets out of a text */
    MessageWriter(RunEvent.RunStarted run, String controller, Clock clock, UnaryOperator<String> clean) {
        this.run = run;
        this.controller = controller;
        this.clock = clock;
        this.clean = clean;
        this.name = clean.apply(String.valueOf(Path.of(run.playbook()).getFileName()));
    }

    Message started() {
        return message(
                Occasion.STARTED,
                Message.Weight.GOOD,
                name + " begins on " + hosts(run.hosts()),
                List.of(),
                Map.of(),
                List.of(),
                List.of("nightshift runs " + run.run()));
    }

    Message ringDone(RunEvent.RingPassed ring, HostTally hosts) {
        List<Message.Named> needy = hosts.needy();
        String which = ring.ring().equals(Integer.toString(ring.number())) ? "" : " (" + ring.ring() + ")";
        return message(
                Occasion.RING,
                needy.isEmpty() ? Message.Weight.GOOD : Message.Weight.ATTENTION,
                name + ": ring " + ring.number() + " of " + ring.of() + which + " is done",
                List.of(),
                hosts.counts(),
                needy,
                List.of("nightshift rollout status " + run.run()));
    }

    Message aborted(RunEvent.RolloutAborted aborted, HostTally hosts) {
        String then = switch (aborted.undo()) {
            case STOP -> "No further host begins; hosts that are changed keep what they have.";
            case UNDO_RING -> "The hosts of the ring at work go back to how they were.";
            case UNDO_ALL -> "All hosts go back to how they were.";
        };
        return message(
                Occasion.ABORT,
                Message.Weight.BAD,
                name + " was ended early: " + aborted.reason(),
                List.of(then),
                hosts.counts(),
                hosts.needy(),
                List.of("nightshift rollout status " + run.run(), "nightshift report " + run.run()));
    }

    Message approvalWanted(RunEvent.ApprovalWanted wanted, HostTally hosts) {
        return message(
                Occasion.APPROVAL,
                Message.Weight.ATTENTION,
                name + ": " + wanted.from() + " is asked to look at ring " + wanted.ring(),
                List.of("Nothing goes on before somebody has approved it."),
                hosts.counts(),
                hosts.needy(),
                List.of(
                        "nightshift rollout status " + run.run(),
                        "nightshift rollout approve " + run.run() + " " + wanted.ring(),
                        "nightshift rollout abort " + run.run()));
    }

    Message windowClosing(RunEvent.WindowClosing closing, HostTally hosts) {
        return message(
                Occasion.WINDOW,
                Message.Weight.ATTENTION,
                name + ": maintenance windows close at " + moment(closing.closes()) + " with work left on "
                        + hosts(closing.left()),
                List.of("Hosts at work then do what their window says; the others wait for the next opening."),
                hosts.counts(),
                hosts.needy(),
                List.of("nightshift rollout status " + run.run()));
    }

    private String moment(java.time.Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH).format(at.atZone(clock.getZone()));
    }

    /** One message for all hosts whose window has closed. */
    Message windowClosed(List<RunEvent.WindowClosed> closed, HostTally hosts) {
        Map<Closing, Integer> rules = new EnumMap<>(Closing.class);
        List<Message.Named> named = new ArrayList<>();
        for (RunEvent.WindowClosed each : closed) {
            rules.merge(each.closing(), 1, Integer::sum);
            named.add(new Message.Named(each.host(), "CLOSED", clean.apply(each.text())));
        }
        List<String> text = new ArrayList<>();
        rules.forEach((rule, count) -> text.add(hosts(count)
                + switch (rule) {
                    case FINISH -> count == 1 ? " goes on to its end." : " go on to their end.";
                    case PARK -> count == 1 ? " waits for its next window." : " wait for their next window.";
                    case UNDO -> count == 1 ? " goes back to how it was." : " go back to how they were.";
                }));
        return message(
                Occasion.WINDOW,
                Message.Weight.ATTENTION,
                name + ": a maintenance window has closed with work left on " + hosts(closed.size()),
                text,
                hosts.counts(),
                named,
                List.of("nightshift rollout status " + run.run()));
    }

    Message ended(RunEvent.RunEnded ended) {
        List<Message.Named> all = new ArrayList<>();
        ended.hosts()
                .forEach((host, state) -> all.add(new Message.Named(
                        host,
                        state.name(),
                        clean.apply(ended.details()
                                .getOrDefault(host, "")
                                .lines()
                                .findFirst()
                                .orElse("")))));
        List<Message.Named> needy = HostTally.sorted(all);
        boolean failed = ended.hosts().values().stream()
                .anyMatch(state -> state.isFailure() || state == HostState.UNKNOWN || state == HostState.UNREACHABLE);
        String of = " of " + hosts(ended.hosts().size());
        String title = needy.isEmpty()
                ? "all is well on " + hosts(ended.hosts().size())
                : failed ? needy.size() + of + " did not end well" : needy.size() + of + " not done yet";
        List<String> next = new ArrayList<>(List.of("nightshift report " + run.run()));
        if (ended.hosts().values().stream()
                .anyMatch(state ->
                        state == HostState.PARKED || state == HostState.UNKNOWN || state == HostState.UNREACHABLE)) {
            next.add("nightshift resume " + run.run());
        }
        return message(
                Occasion.ENDED,
                needy.isEmpty() ? Message.Weight.GOOD : failed ? Message.Weight.BAD : Message.Weight.ATTENTION,
                name + ": " + title,
                List.of("It took " + time(ended.took()) + ", and ended with exit code " + ended.exitCode() + "."),
                HostTally.counted(ended.hosts().values()),
                needy,
                next);
    }

    private Message message(
            Occasion occasion,
            Message.Weight weight,
            String title,
            List<String> text,
            Map<String, Integer> counts,
            List<Message.Named> hosts,
            List<String> next) {
        return new Message(
                occasion,
                weight,
                run.run(),
                clean.apply(run.playbook()),
                controller,
                clock.instant(),
                clean.apply(title),
                text.stream().map(clean).toList(),
                counts,
                hosts,
                0,
                next.stream().map(clean).toList(),
                false);
    }

    private static String hosts(int count) {
        return count == 1 ? "1 host" : count + " hosts";
    }

    /** In the two largest units. */
    static String time(Duration time) {
        if (time.toDays() > 0) {
            return joined(time.toDays(), "d", time.toHoursPart(), "h");
        }
        if (time.toHours() > 0) {
            return joined(time.toHours(), "h", time.toMinutesPart(), "min");
        }
        return time.toMinutes() > 0
                ? joined(time.toMinutes(), "min", time.toSecondsPart(), "s")
                : Math.max(0, time.toSeconds()) + " s";
    }

    private static String joined(long first, String unit, int second, String smaller) {
        return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
    }
}
