package io.nightshift.core.cli;

import io.nightshift.core.schedule.Openings;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.window.Verdict;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.playbooks.Play;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * When the first host of a schedule may be touched; hosts without a window do not count. Inventories are read for it only when a run was
 * missed, and not more often than every ten minutes.
 */
final class ScheduleWindows implements Openings {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Clock clock;
    private final Consumer<String> log;
    private final Map<Schedule, Known> known = new HashMap<>();

    ScheduleWindows(Clock clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    /** A host and the windows that its play names. */
    private record Place(String host, List<String> named) {}

    private record Known(WindowCalendar calendar, List<Place> places, Instant read) {}

    @Override
    public Optional<Instant> next(Schedule schedule, Instant from) {
        Known windows = known.get(schedule);
        if (windows == null || windows.read().plus(FRESH).isBefore(clock.instant())) {
            windows = read(schedule);
            known.put(schedule, windows);
        }
        Instant first = null;
        for (Place place : windows.places()) {
            Verdict verdict = windows.calendar().at(place.host(), place.named(), from);
            Optional<Instant> opens = verdict instanceof Verdict.Closed closed
                    ? closed.opens()
                    : verdict instanceof Verdict.Open ? Optional.of(from) : Optional.empty();
            if (opens.isPresent() && (first == null || opens.get().isBefore(first))) {
                first = opens.get();
            }
        }
        return Optional.ofNullable(first);
    }

    private Known read(Schedule schedule) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Prepared prepared = new Unattended(nowhere).check(schedule.order());
            Workbench bench = prepared.bench();
            WindowCalendar calendar =
                    bench.windows(prepared.read().inventory(), clock.withZone(ZoneId.systemDefault()));
            bench.refuseProblems();
            List<Place> places = new ArrayList<>();
            for (Play play : prepared.read().playbook().plays()) {
                List<String> named =
                        play.windows().stream().map(Play.Named::name).toList();
                PlayHosts.of(play, bench, prepared.read().inventory(), prepared.limit())
                        .forEach(host -> places.add(new Place(host, named)));
            }
            return new Known(calendar, List.copyOf(places), clock.instant());
        } catch (Failure e) {
            log.accept("the windows of schedule " + schedule.name() + " cannot be read: " + e.getMessage());
            return new Known(WindowCalendar.none(), List.of(), clock.instant());
        }
    }
}
