package io.nightshift.core.rollout;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ring with the hosts that are in it.
 *
 * @param name as the playbook calls it, or its number where it does not
 * @param soak how long it is left alone before its health is looked at once more
 * @param approve who must agree before the next ring begins; null for nobody
 */
public record PlannedRing(
        String name,
        List<String> hosts,
        Duration soak,
        @Nullable String approve) {
    public PlannedRing {
        hosts = List.copyOf(hosts);
    }

    /** One that has nothing behind it, numbered from 1. */
    public static PlannedRing plain(int number, List<String> hosts) {
        return new PlannedRing(Integer.toString(number), hosts, Duration.ZERO, null);
    }
}
