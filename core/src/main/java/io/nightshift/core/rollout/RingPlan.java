package io.nightshift.core.rollout;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts the hosts of a play into its rings. A ring of a size reaches up to that share of all hosts, in the play's order, those of the
 * rings before included; a ring of a pattern has the hosts that the pattern selects among the play's.
 *
 * @param rings without those that no host is in
 * @param problems what cannot be meant, where the play runs on all of its hosts
 */
public record RingPlan(List<PlannedRing> rings, List<Problem> problems) {
    private static final int MOST_NAMES = 5;

    public RingPlan {
        rings = List.copyOf(rings);
        problems = List.copyOf(problems);
    }

    /** Something about the rings that cannot be meant. */
    public record Problem(Position position, int length, String message, String hint) {}

    /**
     * @param hosts all hosts of the play in its order
     * @param selected the hosts that a ring's own pattern selects in the inventory
     */
    public static RingPlan of(
            List<Rollout.Ring> rings, List<String> hosts, Function<Rollout.Ring, List<String>> selected) {
        List<PlannedRing> planned = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (Rollout.Ring ring : rings) {
            List<String> own = ring.size() == null
                    ? named(ring, hosts, selected.apply(ring), taken, problems)
                    : upTo(ring, ring.size(), hosts, taken, problems);
            own.forEach(host -> taken.put(host, ring.name()));
            if (!own.isEmpty()) {
                planned.add(new PlannedRing(ring.name(), own, ring.soak(), ring.approve()));
            }
        }
        List<String> left =
                hosts.stream().filter(host -> !taken.containsKey(host)).toList();
        if (!left.isEmpty()) {
            Rollout.Ring last = rings.get(rings.size() - 1);
            problems.add(new Problem(
                    last.position(),
                    1,
                    shown(left) + (left.size() == 1 ? " is" : " are") + " in no ring",
                    "add a last ring: `- {name: broad, size: 100%}`"));
        }
        return new RingPlan(planned, problems);
    }

    private static List<String> named(
            Rollout.Ring ring,
            List<String> hosts,
            List<String> selected,
            Map<String, String> taken,
            List<Problem> problems) {
        Set<String> wanted = new LinkedHashSet<>(selected);
        List<String> own = hosts.stream().filter(wanted::contains).toList();
        if (own.isEmpty()) {
            problems.add(new Problem(
                    ring.position(),
                    1,
                    "ring `" + ring.name() + "` has no host of this play",
                    "its pattern selects "
                            + (selected.isEmpty() ? "nothing" : shown(selected) + ", which the play does not run on")));
        }
        List<String> twice = own.stream().filter(taken::containsKey).toList();
        if (!twice.isEmpty()) {
            problems.add(new Problem(
                    ring.position(),
                    1,
                    shown(twice) + (twice.size() == 1 ? " is" : " are") + " in ring `" + ring.name() + "` and in ring `"
                            + taken.get(twice.get(0)) + "`",
                    "exclude them from one of the two: `hosts: GROUP:!OTHER`"));
        }
        return own.stream().filter(host -> !taken.containsKey(host)).toList();
    }

    private static List<String> upTo(
            Rollout.Ring ring,
            Rollout.Limit size,
            List<String> hosts,
            Map<String, String> taken,
            List<Problem> problems) {
        int reach = Math.min(hosts.size(), size.of(hosts.size()));
        List<String> own = hosts.stream()
                .filter(host -> !taken.containsKey(host))
                .limit(Math.max(0, reach - taken.size()))
                .toList();
        if (own.isEmpty() && !hosts.isEmpty()) {
            problems.add(new Problem(
                    ring.position(),
                    1,
                    "ring `" + ring.name() + "` adds no host: " + size + " of " + hosts.size() + " are " + reach
                            + ", and the rings before it have " + taken.size(),
                    "sizes count the rings before, too; make it larger, or remove the ring"));
        }
        return own;
    }

    private static String shown(List<String> hosts) {
        return hosts.size() <= MOST_NAMES
                ? String.join(", ", hosts)
                : String.join(", ", hosts.subList(0, MOST_NAMES)) + " and " + (hosts.size() - MOST_NAMES) + " more";
    }
}
