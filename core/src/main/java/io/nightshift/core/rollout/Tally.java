package io.nightshift.core.rollout;

import io.nightshift.playbooks.Rollout.Limit;
import io.nightshift.playbooks.Rollout.Trouble;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has gone wrong over the whole fleet so far, by kind. Hosts that were never reached are not part of it. Safe for many threads. */
public final class Tally {
    /** A percentage of fewer hosts would let the first failure end a rollout. */
    private static final int FEWEST = 5;

    private final Set<String> attempted = new HashSet<>();
    private final Map<String, Trouble> troubles = new HashMap<>();

    /** The host answered, and work on it began. */
    public synchronized void attempted(String host) {
        attempted.add(host);
    }

    /** All went well in the end, also with a host that had been lost for a while. */
    public synchronized void cameThrough(String host) {
        attempted.add(host);
        troubles.remove(host, Trouble.UNREACHABLE);
    }

    /** Something went wrong with the host; what came first counts. */
    public synchronized void met(String host, Trouble trouble) {
        attempted.add(host);
        troubles.putIfAbsent(host, trouble);
    }

    /** The first limit that is reached, as a sentence; empty while the rollout may go on. */
    public synchronized Optional<String> exceeded(Map<Trouble, Limit> limits) {
        Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
        troubles.values().forEach(trouble -> counts.merge(trouble, 1, Integer::sum));
        for (Trouble trouble : Trouble.values()) {
            Limit limit = limits.get(trouble);
            int count = counts.getOrDefault(trouble, 0);
            if (limit != null && count > 0 && count >= limit.of(Math.max(FEWEST, attempted.size()))) {
                return Optional.of(sentence(trouble, count, limit));
            }
        }
        return Optional.empty();
    }

    private String sentence(Trouble trouble, int count, Limit limit) {
        String what = switch (trouble) {
            case FAILED -> " failed";
            case UNHEALTHY -> count == 1 ? " is unhealthy" : " are unhealthy";
            case UNREACHABLE -> count == 1 ? " was lost" : " were lost";
        };
        return count + " of " + attempted.size() + (attempted.size() == 1 ? " host" : " hosts") + what
                + ", and the limit is " + limit;
    }
}
