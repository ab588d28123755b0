package io.nightshift.core.run;

import io.nightshift.core.journal.HostShares;
import java.time.Duration;

/**
 * With whom a run is made.
 *
 * @param hosts who works on which host
 * @param worker this controller's name, which no other one has
 * @param helps whether another controller makes the run, and this one only works on hosts that it offers
 */
public record Sharing(HostShares hosts, String worker, boolean helps) {
    /** After so long without a sign of a controller the host is another one's. */
    static final Duration LEASE = Duration.ofSeconds(10);

    static final Duration RENEWAL = Duration.ofSeconds(2);
}
