package io.nightshift.core.cli;

import io.nightshift.playbooks.TimeText;
import java.time.Duration;

/** Times given on the command line. */
final class Times {
    private Times() {}

    static Duration lockTimeout(ConnectionOptions options) {
        String text = options.lockTimeout;
        return text == null
                ? Duration.ZERO
                : TimeText.read(text)
                        .orElseThrow(() -> new Failure(
                                "error: --lock-timeout wants a time such as 90s, 10m or 1h30m, not `" + text + "`"));
    }
}
