package io.nightshift.core.platform.posix.facts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The host's clock: {@code date '+%s %N %Z %z'}. */
final class TimeFacts {
    private TimeFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        String[] words = text.section("date").strip().split(" ");
        if (words.length < 4) {
            return;
        }
        long nanos = words[1].matches("\\d+") ? Long.parseLong(words[1]) : 0;
        Instant now = Instant.ofEpochSecond(Long.parseLong(words[0]), nanos);
        OffsetDateTime local = now.atOffset(ZoneOffset.of(words[3]));
        OffsetDateTime utc = now.atOffset(ZoneOffset.UTC);
        Map<String, Object> time = new LinkedHashMap<>();
        time.put("year", at(local, "yyyy"));
        time.put("month", at(local, "MM"));
        time.put("weekday", at(local, "EEEE"));
        time.put("weekday_number", String.valueOf(local.getDayOfWeek().getValue() % 7));
        // strftime's %W: weeks begin on Monday, days before the first Monday are in week 0.
        time.put(
                "weeknumber",
                String.format(
                        Locale.ROOT,
                        "%02d",
                        (local.getDayOfYear() + 7 - local.getDayOfWeek().getValue()) / 7));
        time.put("day", at(local, "dd"));
        time.put("hour", at(local, "HH"));
        time.put("minute", at(local, "mm"));
        time.put("second", at(local, "ss"));
        time.put("epoch", words[0]);
        time.put("epoch_int", words[0]);
        time.put("date", at(local, "yyyy-MM-dd"));
        time.put("time", at(local, "HH:mm:ss"));
        time.put("iso8601_micro", at(utc, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"));
        time.put("iso8601", at(utc, "yyyy-MM-dd'T'HH:mm:ss'Z'"));
        time.put("iso8601_basic", at(local, "yyyyMMdd'T'HHmmssSSSSSS"));
        time.put("iso8601_basic_short", at(local, "yyyyMMdd'T'HHmmss"));
        time.put("tz", words[2]);
        time.put("tz_dst", words[2]);
        time.put("tz_offset", words[3]);
        facts.put("date_time", time);
    }

    private static String at(OffsetDateTime time, String pattern) {
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }
}
