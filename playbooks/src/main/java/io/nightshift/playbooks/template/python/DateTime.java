package io.nightshift.playbooks.template.python;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A date with time of day and no zone of its own, as {@code now()} and {@code to_datetime} give it.
 *
 * @param zone what {@code timestamp()} and {@code %Z} take the time to mean
 */
public record DateTime(LocalDateTime local, ZoneId zone) implements Attributes {
    public DateTime {
        local = local.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public boolean hasAttribute(String name) {
        return switch (name) {
            case "year",
                    "month",
                    "day",
                    "hour",
                    "minute",
                    "second",
                    "microsecond",
                    "strftime",
                    "isoformat",
                    "timestamp",
                    "weekday",
                    "isoweekday",
                    "date" -> true;
            default -> false;
        };
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "year" -> (long) local.getYear();
            case "month" -> (long) local.getMonthValue();
            case "day" -> (long) local.getDayOfMonth();
            case "hour" -> (long) local.getHour();
            case "minute" -> (long) local.getMinute();
            case "second" -> (long) local.getSecond();
            case "microsecond" -> (long) (local.getNano() / 1000);
            case "weekday" ->
                (Callable) arguments -> (long) local.getDayOfWeek().getValue() - 1;
            case "isoweekday" ->
                (Callable) arguments -> (long) local.getDayOfWeek().getValue();
            case "isoformat" -> (Callable) arguments -> toString().replace(' ', 'T');
            case "date" -> (Callable) arguments -> local.toLocalDate().toString();
            case "timestamp" -> (Callable) arguments -> epoch();
            default ->
                (Callable) arguments ->
                        TimeFormat.format(Text.of(arguments.positional().get(0)), local.atZone(zone));
        };
    }

    private double epoch() {
        return local.atZone(zone).toEpochSecond() + local.getNano() / 1e9;
    }

    DateTime plus(TimeSpan span) {
        return new DateTime(local.plus(span.length()), zone);
    }

    Object minus(@Nullable Object other) {
        if (other instanceof DateTime date) {
            return new TimeSpan(Duration.between(date.local, local));
        }
        if (other instanceof TimeSpan span) {
            return new DateTime(local.minus(span.length()), zone);
        }
        throw new PythonException("`-` does not work on datetime and " + Types.name(other));
    }

    String repr() {
        String more = local.getNano() > 0
                ? ", " + local.getSecond() + ", " + local.getNano() / 1000
                : local.getSecond() > 0 ? ", " + local.getSecond() : "";
        return "datetime.datetime(" + local.getYear() + ", " + local.getMonthValue() + ", " + local.getDayOfMonth()
                + ", " + local.getHour() + ", " + local.getMinute() + more + ")";
    }

    @Override
    public String toString() {
        String fraction = local.getNano() == 0 ? "" : String.format(".%06d", local.getNano() / 1000);
        return String.format(
                        "%s %02d:%02d:%02d", local.toLocalDate(), local.getHour(), local.getMinute(), local.getSecond())
                + fraction;
    }
}
