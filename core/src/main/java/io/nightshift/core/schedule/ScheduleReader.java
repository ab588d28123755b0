package io.nightshift.core.schedule;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.TimeText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a schedule of what was written on the command line or in a file, and reports everything that is wrong at its place. */
public final class ScheduleReader {
    /** What may be said about a schedule beside what it runs. */
    public static final List<String> KEYS = List.of("cron", "every", "at", "zone", "deadline", "missed", "overlap");

    private final Diagnostics problems;
    private final ZoneId here;
    private final Instant now;

    /** @param here the zone where none is said */
    public ScheduleReader(Diagnostics problems, ZoneId here, Instant now) {
        this.problems = problems;
        this.here = here;
        this.now = now;
    }

    /** The schedule; empty where something is wrong. */
    public Optional<Schedule> read(
            Written name, Map<String, Written> said, ScheduledOrder order, @Nullable String source) {
        int before = problems.all().size();
        if (!Schedule.isName(name.text())) {
            error(
                    name,
                    0,
                    name.text().length(),
                    "`" + name.text() + "` is no name for a schedule",
                    "letters, digits, and . _ - between them, at most 64");
        }
        Timing timing = timing(name, said);
        ZoneId zone = said.containsKey("zone") ? zone(said.get("zone")) : here;
        Duration deadline = Schedule.DEADLINE;
        Written text = said.get("deadline");
        if (text != null) {
            deadline = TimeText.read(text.text()).filter(time -> !time.isZero()).orElse(Duration.ZERO);
            if (deadline.isZero()) {
                whole(text, "`" + text.text() + "` is no deadline", "write a time such as 30m or 2h");
            }
        }
        Missed missed = word(said.get("missed"), Missed.values(), Missed.NEXT);
        Overlap overlap = word(said.get("overlap"), Overlap.values(), Overlap.WAIT);
        if (problems.all().size() > before || timing == null || zone == null) {
            return Optional.empty();
        }
        if (timing.recurrence().next(now, zone).isEmpty()) {
            Written written = said.getOrDefault("cron", said.getOrDefault("every", name));
            whole(written, "this never comes, within the next forty years", "look at the day, the month and the year");
            return Optional.empty();
        }
        return Optional.of(new Schedule(
                name.text(),
                timing,
                zone.getId(),
                deadline,
                missed,
                overlap,
                order,
                source,
                order.user(),
                now,
                null,
                null));
    }

    private @Nullable Timing timing(Written name, Map<String, Written> said) {
        Written cron = said.get("cron");
        Written every = said.get("every");
        Written at = said.get("at");
        if (cron != null) {
            Written more = every != null ? every : at;
            if (more != null) {
                whole(more, "a cron line says days and times already", "say either `cron`, or `every` and `at`");
                return null;
            }
            Timing timing = Timing.cron(cron.text());
            return checked(cron, timing::checkDays) ? timing : null;
        }
        if (every == null || at == null) {
            String missing = every != null
                    ? "a time of day is missing"
                    : at != null ? "the days are missing" : "nothing says when it is due";
            whole(
                    every != null ? every : at != null ? at : name,
                    missing,
                    "say `every` and `at`, such as weekday and 22:00, or `cron`");
            return null;
        }
        Timing timing = Timing.words(every.text(), at.text());
        boolean right = checked(at, timing::checkTimes);
        return checked(every, timing::checkDays) && right ? timing : null;
    }

    private boolean checked(Written written, Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (TimingProblem e) {
            error(written, e.offset(), e.length(), String.valueOf(e.getMessage()), e.hint());
            return false;
        }
    }

    private @Nullable ZoneId zone(Written written) {
        try {
            return ZoneId.of(written.text());
        } catch (DateTimeException e) {
            whole(
                    written,
                    "there is no time zone `" + written.text() + "`",
                    DidYouMean.hint(
                            written.text(), ZoneId.getAvailableZoneIds(), "zones are called like Europe/London"));
            return null;
        }
    }

    private <T extends Enum<T>> T word(@Nullable Written written, T[] words, T otherwise) {
        if (written == null) {
            return otherwise;
        }
        for (T word : words) {
            if (word.name().equalsIgnoreCase(written.text().strip())) {
                return word;
            }
        }
        List<String> names = Arrays.stream(words)
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .toList();
        whole(
                written,
                "`" + written.text() + "` is not known here",
                DidYouMean.hint(written.text(), names, "say " + String.join(" or ", names)));
        return otherwise;
    }

    private void whole(Written written, String message, String hint) {
        error(written, 0, written.text().length(), message, hint);
    }

    private void error(Written written, int offset, int length, String message, @Nullable String hint) {
        Position at = written.position();
        problems.error(
                at.hasLine() ? new Position(at.file(), at.line(), at.column() + offset) : at,
                Math.max(1, length),
                message,
                hint);
    }
}
