package io.nightshift.core.schedule;

import io.nightshift.core.schedule.Firing.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules: what becomes of a time of a schedule. Every time gets one run or one skip with its reason.
 *
 * <p>A time is missed when it is noticed more than a minute late (or later than the deadline, where that is shorter): no controller was
 * up. What then happens is for {@link Missed} to say. A run that waits for the one before it is not missed; its deadline ends the wait.
 */
final class Decision {
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'on' d MMM", Locale.ENGLISH);

    private final Schedule schedule;
    private final Recurrence recurrence;
    private final Openings openings;
    private final Instant now;

    Decision(Schedule schedule, Recurrence recurrence, Openings openings, Instant now) {
        this.schedule = schedule;
        this.recurrence = recurrence;
        this.openings = openings;
        this.now = now;
    }

    /**
     * For a time of which nothing has become yet.
     *
     * @param newest the newest time that is due, or a later instant
     * @param goingOn the run before it, if it has not ended
     */
    Verdict due(Instant nominal, Instant newest, @Nullable Firing goingOn) {
        if (schedule.pausedBy() != null) {
            return new Verdict.Skip("paused by " + schedule.pausedBy());
        }
        Duration punctual = schedule.deadline().compareTo(PUNCTUAL) < 0 ? schedule.deadline() : PUNCTUAL;
        if (now.isAfter(nominal.plus(punctual))) {
            Verdict missed = missed(nominal, newest);
            if (missed != null) {
                return missed;
            }
        }
        return afterTheOneBefore(goingOn);
    }

    private @Nullable Verdict missed(Instant nominal, Instant newest) {
        String missed = "missed: no controller was up";
        return switch (schedule.missed()) {
            case SKIP -> new Verdict.Skip(missed);
            case NOW -> {
                if (now.isAfter(nominal.plus(schedule.deadline()))) {
                    yield new Verdict.Skip(missed + " until its deadline");
                }
                yield newest.isAfter(nominal) ? new Verdict.Skip(missed + "; a later one takes its place") : null;
            }
            case NEXT -> {
                Instant next = newest.isAfter(nominal) ? newest : after(nominal);
                yield openings.next(schedule, now)
                        .filter(opens -> opens.isBefore(next))
                        .<Verdict>map(opens -> new Verdict.Wait(
                                State.WAITS_FOR_WINDOW, missed + "; it waits for the window at " + shown(opens)))
                        .orElseGet(() -> new Verdict.Skip(missed + "; no window opens before the next time"));
            }
        };
    }

    private Verdict afterTheOneBefore(@Nullable Firing goingOn) {
        if (goingOn == null) {
            return new Verdict.Run();
        }
        String before = "the run of " + shown(goingOn.nominal());
        return schedule.overlap() == Overlap.SKIP
                ? new Verdict.Skip(before + " was still going on")
                : new Verdict.Wait(State.WAITS_FOR_RUN, "until " + before + " has ended");
    }

    /** For a time that waits; empty while it has to wait on. */
    Optional<Verdict> waiting(Firing waiting, @Nullable Firing goingOn) {
        Instant nominal = waiting.nominal();
        if (schedule.pausedBy() != null) {
            return Optional.of(new Verdict.Skip("paused by " + schedule.pausedBy()));
        }
        if (waiting.state() == State.WAITS_FOR_WINDOW) {
            Instant next = after(nominal);
            if (!now.isBefore(next)) {
                return Optional.of(new Verdict.Skip("missed; the next time came before a window opened"));
            }
            boolean open = openings.next(schedule, now)
                    .filter(opens -> !opens.isAfter(now))
                    .isPresent();
            return open && goingOn == null ? Optional.of(new Verdict.Run()) : Optional.empty();
        }
        if (now.isAfter(nominal.plus(schedule.deadline()))) {
            return Optional.of(new Verdict.Skip("the run before it did not end until its deadline"));
        }
        return goingOn == null ? Optional.of(new Verdict.Run()) : Optional.empty();
    }

    private Instant after(Instant nominal) {
        return recurrence.next(nominal, schedule.zoneId()).orElse(Instant.MAX);
    }

    private String shown(Instant instant) {
        ZoneId zone = schedule.zoneId();
        return TIME.format(instant.atZone(zone));
    }
}
