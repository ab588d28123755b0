package io.nightshift.core.window;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.playbooks.TimeText;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one window as a technician writes it. */
final class WindowReader {
    private static final List<String> KEYS = List.of(
            "zone", "days", "months", "every", "start", "duration", "closing", "blackout", "freeze", "calendar");
    private static final Pattern CLOCK = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,2})d(.*)");

    private final Diagnostics problems;
    private final Feeds feeds;
    private final ZoneId home;
    private final Instant now;
    private final Fields fields;

    /**
     * @param home the zone of windows that name none
     * @param now a window must open within {@link WindowCalendar#SEARCHED} after it
     */
    WindowReader(Diagnostics problems, Feeds feeds, ZoneId home, Instant now) {
        this.problems = problems;
        this.feeds = feeds;
        this.home = home;
        this.now = now;
        this.fields = new Fields(problems);
    }

    /** Empty if something is wrong with it, which is reported. */
    Optional<MaintenanceWindow> read(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        if (!(entry.value() instanceof YamlNode.Mapping parts)) {
            problems.error(
                    name,
                    "the window `" + name.text() + "` should be a mapping, but it is "
                            + entry.value().kind(),
                    "below a window stand " + String.join(", ", KEYS) + "; `start` and `duration` must be there");
            return Optional.empty();
        }
        Diagnostics own = problems.apart();
        Optional<MaintenanceWindow> window = new WindowReader(own, feeds, home, now).window(name, parts);
        own.all().forEach(problems::add);
        boolean good = own.all().stream().noneMatch(it -> it.severity() == Severity.ERROR);
        window.filter(it -> good).ifPresent(it -> checkThatItOpens(name, it));
        return window.filter(it -> good);
    }

    private Optional<MaintenanceWindow> window(YamlNode.Scalar name, YamlNode.Mapping parts) {
        for (YamlNode.Entry part : parts.entries()) {
            if (!KEYS.contains(part.key().text())) {
                problems.error(
                        part.key(),
                        "a window has no `" + part.key().text() + "`",
                        DidYouMean.hint(part.key().text(), KEYS, "it has " + String.join(", ", KEYS)));
            }
        }
        Optional<ZoneId> zone = parts.get("zone").map(this::zone).orElse(Optional.of(home));
        Optional<Recurrence> days =
                new DaysReader(problems).read(part(parts, "days"), part(parts, "months"), part(parts, "every"));
        Optional<LocalTime> start = required(name, parts, "start").flatMap(this::start);
        Optional<Duration> duration = required(name, parts, "duration").flatMap(this::duration);
        Closing closing = parts.get("closing").flatMap(this::closing).orElse(Closing.FINISH);
        RangeReader ranges = new RangeReader(problems);
        List<Span<LocalDate>> blackouts = new ArrayList<>(ranges.blackouts(part(parts, "blackout")));
        ZoneId place = zone.orElse(home);
        List<Span<Instant>> freezes = new ArrayList<>(ranges.freezes(part(parts, "freeze"), place));
        for (YamlNode.Scalar calendar : fields.texts(part(parts, "calendar"), "the address or file of a calendar")) {
            feed(calendar, place).ifPresent(feed -> {
                blackouts.addAll(feed.days());
                freezes.addAll(feed.times());
            });
        }
        if (zone.isEmpty() || days.isEmpty() || start.isEmpty() || duration.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MaintenanceWindow(
                name.text(),
                zone.get(),
                days.get(),
                start.get(),
                duration.get(),
                closing,
                Spans.of(blackouts),
                Spans.of(freezes)));
    }

    private static @Nullable YamlNode part(YamlNode.Mapping parts, String key) {
        return parts.get(key).orElse(null);
    }

    private Optional<YamlNode> required(YamlNode.Scalar name, YamlNode.Mapping parts, String key) {
        Optional<YamlNode> part = parts.get(key);
        if (part.isEmpty()) {
            String example = key.equals("start") ? "start: \"22:00\"" : "duration: 8h";
            problems.error(name, "the window `" + name.text() + "` has no `" + key + "`", "add `" + example + "`");
        }
        return part;
    }

    private Optional<ZoneId> zone(YamlNode node) {
        Optional<YamlNode.Scalar> text = fields.text(node, "a zone such as `Europe/London`");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String name = text.get().text().strip();
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            TreeSet<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
            String city = "/" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
            String hint = known.stream()
                    .filter(it -> it.toLowerCase(Locale.ROOT).endsWith(city))
                    .findFirst()
                    .map(it -> "did you mean `" + it + "`?")
                    .orElseGet(() -> DidYouMean.hint(name, known, "zones are such as `Europe/London` or `UTC`"));
            problems.error(text.get(), "there is no zone `" + name + "`", hint);
            return Optional.empty();
        }
    }

    private Optional<LocalTime> start(YamlNode node) {
        Optional<YamlNode.Scalar> text = fields.text(node, "a time such as `\"22:00\"`");
        Matcher time = CLOCK.matcher(text.map(it -> it.text().strip()).orElse(""));
        if (time.matches()) {
            return Optional.of(LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))));
        }
        text.ifPresent(it -> problems.error(
                it,
                "`" + it.text() + "` is no time of the day",
                "write hours and minutes in quotes, such as `\"22:00\"`"));
        return Optional.empty();
    }

    private Optional<Duration> duration(YamlNode node) {
        Optional<YamlNode.Scalar> text = fields.text(node, "a duration such as `8h`");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String plain = text.get().text().strip();
        Matcher days = DAYS.matcher(plain);
        boolean hasDays = days.matches();
        String rest = hasDays ? days.group(2) : plain;
        Optional<Duration> duration = (hasDays && rest.isBlank() ? Optional.of(Duration.ZERO) : TimeText.read(rest))
                .map(it -> it.plusDays(hasDays ? Integer.parseInt(days.group(1)) : 0));
        if (duration.isEmpty()) {
            problems.error(
                    text.get(),
                    "`" + plain + "` is no duration",
                    plain.matches("\\d+") ? "did you mean `" + plain + "h`?" : "write such as `8h`, `90m` or `1d12h`");
        } else if (duration.get().isZero() || duration.get().compareTo(MaintenanceWindow.LONGEST) > 0) {
            problems.error(text.get(), "a window is open for up to seven days, and not for none", null);
            return Optional.empty();
        }
        return duration;
    }

    private Optional<Closing> closing(YamlNode node) {
        Optional<YamlNode.Scalar> text = fields.text(node, "`finish`, `park` or `undo`");
        Optional<Closing> closing = text.flatMap(it -> Arrays.stream(Closing.values())
                .filter(each -> each.word().equals(it.text().strip()))
                .findFirst());
        if (text.isPresent() && closing.isEmpty()) {
            List<String> words =
                    Arrays.stream(Closing.values()).map(Closing::word).toList();
            problems.error(
                    text.get(),
                    "`" + text.get().text() + "` is no rule for the end of a window",
                    DidYouMean.hint(text.get().text(), words, "write `finish`, `park` or `undo`"));
        }
        return closing;
    }

    private Optional<Feeds.Feed> feed(YamlNode.Scalar location, ZoneId zone) {
        Path file = Path.of(location.position().file()).toAbsolutePath();
        Path folder = file.getParent() == null ? file : file.getParent();
        try {
            Feeds.Feed feed = feeds.read(location.text().strip(), folder, zone, now);
            feed.warning().ifPresent(it -> problems.warning(location, it, null));
            return Optional.of(feed);
        } catch (Feeds.Unreadable e) {
            problems.error(location, e.sentence(), e.hint());
            return Optional.empty();
        }
    }

    private void checkThatItOpens(YamlNode.Scalar name, MaintenanceWindow window) {
        if (!new OpenTimes(List.of(window)).next(now, 1).isEmpty()) {
            return;
        }
        boolean planned = window.daysAround(now, now.plus(WindowCalendar.SEARCHED)).stream()
                .anyMatch(day -> window.opensOn(day).plus(window.duration()).isAfter(now));
        boolean dated = window.recurrence().rules().stream().allMatch(it -> it instanceof DayRule.OnDate);
        if (dated && !planned) {
            problems.warning(name, "the window `" + name.text() + "` opens no more", "its dates are over: remove it");
        } else if (planned) {
            problems.error(
                    name,
                    "blackouts and freezes leave the window `" + name.text() + "` no opening in the next five years",
                    "shorten them, or remove the window");
        } else {
            problems.error(
                    name,
                    "the window `" + name.text() + "` has no day in the next five years",
                    "look at its `days`, `months` and `every`: together they never come");
        }
    }
}
