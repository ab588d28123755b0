package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Source;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code deadman:} says: how long a host waits for a new connection before it takes changes back by itself.
 *
 * @param time null where it is switched off
 */
public record DeadManTime(@Nullable Duration time) {
    /** For changes that can cut the connection, where nothing is said. */
    public static final Duration DEFAULT = Duration.ofMinutes(5);

    public static final Duration LEAST = Duration.ofSeconds(10);
    public static final Duration MOST = Duration.ofHours(24);

    private static final Set<String> YES = Set.of("yes", "true", "on");
    private static final Set<String> NO = Set.of("no", "false", "off");

    /** Empty where the value is a template, so that only a host can tell. */
    static Optional<DeadManTime> written(Object value) {
        return value instanceof Source ? Optional.empty() : Optional.of(of(value));
    }

    /** @throws IllegalArgumentException with what is wrong about the value, for people */
    public static DeadManTime of(Object value) {
        String text = String.valueOf(value).strip().toLowerCase(Locale.ROOT);
        if (NO.contains(text)) {
            return new DeadManTime(null);
        }
        if (YES.contains(text)) {
            return new DeadManTime(DEFAULT);
        }
        Duration time = TimeText.read(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        text.matches("\\d+")
                                ? "`deadman` needs a unit: `" + text + "` could be seconds or minutes"
                                : "`deadman` must be a time such as 5m, or false, not `" + value + "`"));
        if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("`deadman` must lie between 10s and 24h, not `" + value + "`");
        }
        return new DeadManTime(time);
    }
}
