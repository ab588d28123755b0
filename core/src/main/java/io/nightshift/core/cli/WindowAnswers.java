package io.nightshift.core.cli;

import io.nightshift.core.window.MaintenanceWindow;
import io.nightshift.core.window.Opening;
import io.nightshift.core.window.Verdict;
import io.nightshift.core.window.WindowCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What {@code nightshift windows} prints. */
final class WindowAnswers {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final int MOST_NAMES = 12;

    private final WindowCalendar calendar;
    private final Instant now;
    private final int count;
    private final JsonMapper json = JsonMapper.builder().build();

    WindowAnswers(WindowCalendar calendar, Instant now, int count) {
        this.calendar = calendar;
        this.now = now;
        this.count = count;
    }

    List<String> windows(List<String> hosts) {
        List<String> lines = new ArrayList<>();
        for (MaintenanceWindow window : calendar.windows().values()) {
            lines.add(window.name() + "  " + window.start() + " for " + text(window.duration()) + ", " + window.zone()
                    + ", closing: " + window.closing().word());
            lines.add("  hosts: " + names(of(window, hosts)));
            List<Opening> next = calendar.nextOf(window.name(), now, count);
            if (next.isEmpty()) {
                lines.add("  opens no more");
            } else {
                lines.addAll(table(next, false));
            }
            lines.add("");
        }
        List<String> free = hosts.stream()
                .filter(host -> calendar.windowsOf(host).isEmpty())
                .toList();
        if (lines.isEmpty()) {
            lines.add("no maintenance windows are defined: every host may always be touched");
        } else {
            lines.add("without a window, so always open: " + names(free));
        }
        return lines;
    }

    List<String> windowsAsJson(List<String> hosts) {
        return calendar.windows().values().stream()
                .map(window -> {
                    Map<String, Object> all = new LinkedHashMap<>();
                    all.put("window", window.name());
                    all.put("zone", window.zone().toString());
                    all.put("start", window.start().toString());
                    all.put("duration", window.duration().toString());
                    all.put("closing", window.closing().word());
                    all.put("hosts", of(window, hosts));
                    all.put("openings", maps(calendar.nextOf(window.name(), now, count)));
                    return json.writeValueAsString(all);
                })
                .toList();
    }

    List<String> host(String host) {
        List<String> lines = new ArrayList<>();
        List<String> windows = calendar.windowsOf(host);
        lines.add(host + "  " + (windows.isEmpty() ? "has no window" : "windows: " + String.join(", ", windows)));
        List<Opening> next = calendar.next(host, now, count);
        ZoneId zone = next.isEmpty() ? ZoneId.systemDefault() : zoneOf(next.get(0));
        String moment = "at " + both(now, zone) + " it ";
        Verdict verdict = calendar.at(host, now);
        if (verdict instanceof Verdict.Open open) {
            List<String> which = next.stream()
                    .filter(it -> it.contains(now))
                    .map(it -> "`" + it.window() + "`")
                    .distinct()
                    .toList();
            lines.add("  " + moment + "may be touched: " + String.join(" and ", which)
                    + (which.size() == 1 ? " is open" : " are open"));
            lines.add("  until " + both(open.closes(), zone) + "; closing: "
                    + open.closing().word());
        } else if (verdict instanceof Verdict.Closed closed) {
            lines.add("  " + moment + "may not be touched: " + closed.why());
            lines.add(closed.opens()
                    .map(opens -> "  next from " + both(opens, zone))
                    .orElse("  no opening in sight"));
        } else {
            lines.add("  " + moment + "may be touched, as at any time");
        }
        if (!next.isEmpty()) {
            lines.addAll(table(next, true));
        }
        return lines;
    }

    String hostAsJson(String host) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("host", host);
        all.put("windows", calendar.windowsOf(host));
        all.put("at", now.toString());
        Verdict verdict = calendar.at(host, now);
        all.put("may_be_touched", verdict.isOpen());
        if (verdict instanceof Verdict.Open open) {
            all.put("closes", open.closes().toString());
            all.put("closing", open.closing().word());
        } else if (verdict instanceof Verdict.Closed closed) {
            all.put("why", closed.why());
            closed.opens().ifPresent(opens -> all.put("opens", opens.toString()));
        }
        all.put("openings", maps(calendar.next(host, now, count)));
        return json.writeValueAsString(all);
    }

    private List<String> of(MaintenanceWindow window, List<String> hosts) {
        return hosts.stream()
                .filter(host -> calendar.windowsOf(host).contains(window.name()))
                .toList();
    }

    private List<Map<String, Object>> maps(List<Opening> openings) {
        return openings.stream()
                .map(opening -> {
                    ZoneId zone = zoneOf(opening);
                    Map<String, Object> each = new LinkedHashMap<>();
                    each.put("window", opening.window());
                    each.put("opens", opening.opens().toString());
                    each.put("closes", opening.closes().toString());
                    each.put(
                            "opens_local",
                            opening.opens().atZone(zone).toOffsetDateTime().toString());
                    each.put(
                            "closes_local",
                            opening.closes().atZone(zone).toOffsetDateTime().toString());
                    return each;
                })
                .toList();
    }

    private List<String> table(List<Opening> openings, boolean named) {
        int width = Math.max(
                6, openings.stream().mapToInt(it -> it.window().length()).max().orElse(0));
        String format = "  %-" + (named ? width + 2 : 0) + "s%-29s%-29s%-18s%s";
        String plain = named ? format : "  %s%-29s%-29s%-18s%s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(plain, named ? "WINDOW" : "", "OPENS", "CLOSES", "OPENS (UTC)", "CLOSES (UTC)"));
        for (Opening opening : openings) {
            ZoneId zone = zoneOf(opening);
            lines.add(String.format(
                            plain,
                            named ? opening.window() : "",
                            LOCAL.format(opening.opens().atZone(zone)),
                            LOCAL.format(opening.closes().atZone(zone)),
                            UTC.format(opening.opens()),
                            UTC.format(opening.closes()))
                    + (opening.contains(now) ? "  open now" : ""));
        }
        return lines;
    }

    private ZoneId zoneOf(Opening opening) {
        return Optional.ofNullable(calendar.windows().get(opening.window()))
                .map(MaintenanceWindow::zone)
                .orElse(ZoneOffset.UTC);
    }

    private static String both(Instant instant, ZoneId zone) {
        return LOCAL.format(instant.atZone(zone)) + " (" + UTC.format(instant) + " UTC)";
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() <= MOST_NAMES ? first : first + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private static String text(Duration duration) {
        return (duration.toDays() > 0 ? duration.toDays() + "d" : "")
                + (duration.toHoursPart() > 0 ? duration.toHoursPart() + "h" : "")
                + (duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "");
    }
}
