package io.nightshift.playbooks;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 14d}, {@code 2w}. */
public final class TimeText {
    private static final Pattern TIME =
            Pattern.compile("(?:(\\d{1,3})w)?(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

    private TimeText() {}

    /** Empty for anything else, a number without a unit among it. */
    public static Optional<Duration> read(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher parts = TIME.matcher(plain);
        if (plain.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(7 * number(parts.group(1)) + number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
