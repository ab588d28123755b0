package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.DateTime;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.TimeFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates and times. */
final class TimeFilters {
    private TimeFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("strftime", "second utc", TimeFilters::format)
                .add(
                        "to_datetime",
                        "format",
                        (value, a, e) -> new DateTime(
                                TimeFormat.parse(Text.of(value), a.text("format", "%Y-%m-%d %H:%M:%S")),
                                e.templates().clock().getZone()));
    }

    private static Object format(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        ZoneId zone = arguments.flag("utc", false)
                ? ZoneOffset.UTC
                : evaluation.templates().clock().getZone();
        Instant instant = evaluation.templates().clock().instant();
        if (arguments.hasValue("second")) {
            Object second = arguments.get("second");
            Double seconds = second instanceof String text
                    ? Numbers.parseDecimal(text)
                    : Numbers.isNumber(second) && second != null ? (Double) Numbers.decimal(second) : null;
            if (seconds == null) {
                throw new PythonException(
                        "`strftime` needs seconds since 1970 as a number, got '" + Text.of(second) + "'");
            }
            instant = Instant.ofEpochSecond(seconds.longValue());
        }
        return TimeFormat.format(Text.of(value), instant.atZone(zone));
    }
}
