package io.nightshift.core.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them on the command line: {@code 90s}, {@code 10m}, {@code 1h30m}. */
final class Times {
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,4})m)?(?:(\\d{1,6})s)?");

    private Times() {}

    static Duration lockTimeout(ConnectionOptions options) {
        return options.lockTimeout == null ? Duration.ZERO : of(options.lockTimeout, "--lock-timeout");
    }

    static Duration of(String text, String option) {
        Matcher parts = TIME.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new Failure("error: " + option + " wants a time such as 90s, 10m or 1h30m, not `" + text + "`");
        }
        return Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)));
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
