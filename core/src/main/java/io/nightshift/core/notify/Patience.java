package io.nightshift.core.notify;

import java.time.Duration;
import java.util.List;

/**
 * How long things may take.
 *
 * @param again after how long a message is tried once more, attempt by attempt; then it is given up
 * @param limit for one attempt
 * @param quiet windows that close within this time of one another make one message
 * @param most but it does not wait for longer than that
 * @param end how long the end of a run waits for what is not sent yet
 */
record Patience(List<Duration> again, Duration limit, Duration quiet, Duration most, Duration end) {
    static final Patience STANDARD = new Patience(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30)),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(12));
}
