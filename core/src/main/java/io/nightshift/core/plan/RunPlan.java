package io.nightshift.core.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A plan as it is approved: what a run would do to every host, and what that rests on.
 *
 * @param run the check that it was written from; the journal holds with it what no file may, above all the key of the digests
 * @param by who had it made
 * @param command as typed, without secrets
 * @param texts digests of everything that was read to plan, by path
 * @param groups hosts with the same plan together
 * @param notAsked hosts of which nothing is known, with the reason
 */
public record RunPlan(
        String run,
        Instant made,
        String by,
        String version,
        String playbook,
        List<String> command,
        Map<String, String> texts,
        List<Group> groups,
        Map<String, String> notAsked) {
    public RunPlan {
        command = List.copyOf(command);
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        groups = List.copyOf(groups);
        notAsked = Collections.unmodifiableMap(new TreeMap<>(notAsked));
    }

    /** Hosts that are alike. */
    public record Group(List<String> hosts, HostPlan plan) {
        public Group {
            hosts = List.copyOf(hosts);
        }
    }

    /** Every host with its plan. */
    public Map<String, HostPlan> hosts() {
        Map<String, HostPlan> all = new LinkedHashMap<>();
        groups.forEach(group -> group.hosts().forEach(host -> all.put(host, group.plan())));
        return all;
    }

    /** Tasks whose steps are known after apply, each once. */
    public Set<String> deferred() {
        Set<String> tasks = new LinkedHashSet<>();
        for (Group group : groups) {
            group.plan().steps().stream()
                    .filter(step -> step.kind() == PlannedStep.Kind.KNOWN_AFTER_APPLY)
                    .forEach(step -> tasks.add("`" + step.task() + "` (" + step.position() + ")"));
        }
        return tasks;
    }
}
