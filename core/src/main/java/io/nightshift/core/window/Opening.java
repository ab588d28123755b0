package io.nightshift.core.window;

import java.time.Instant;

/**
 * One time that a window is open, from {@code opens} on and until just before {@code closes}.
 *
 * @param window the window's name
 */
public record Opening(Instant opens, Instant closes, String window, Closing closing) {

    public Opening {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("a window closes after it opens: " + opens + ", " + closes);
        }
    }

    /** True from the opening on, false from the closing on. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(opens) && instant.isBefore(closes);
    }
}
