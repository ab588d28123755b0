package io.nightshift.playbooks.template.python;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The difference of two dates, printed as {@code 3 days, 4:05:06}. */
public record TimeSpan(Duration length) implements Attributes {
    private static final long DAY = 86_400;

    @Override
    public boolean hasAttribute(String name) {
        return switch (name) {
            case "days", "seconds", "microseconds", "total_seconds" -> true;
            default -> false;
        };
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "days" -> days();
            case "seconds" -> Math.floorMod(length.getSeconds(), DAY);
            case "microseconds" -> (long) (length.getNano() / 1000);
            default -> (Callable) arguments -> length.getSeconds() + length.getNano() / 1e9;
        };
    }

    private long days() {
        return Math.floorDiv(length.toSeconds(), DAY);
    }

    @Override
    public String toString() {
        long rest = Math.floorMod(length.getSeconds(), DAY);
        String days = days() == 0 ? "" : days() + (Math.abs(days()) == 1 ? " day, " : " days, ");
        String fraction = length.getNano() == 0 ? "" : String.format(".%06d", length.getNano() / 1000);
        return days + String.format("%d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60) + fraction;
    }
}
