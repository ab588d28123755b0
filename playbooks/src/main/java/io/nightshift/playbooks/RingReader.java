package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.playbooks.Rollout.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rings of a rollout, and sees to it that together they can be all of a play's hosts. */
final class RingReader {
    private static final Set<String> RING = Set.of("name", "hosts", "size", "soak", "approve");
    private static final Duration LONGEST_SOAK = Duration.ofDays(60);

    private final Input input;

    RingReader(Input input) {
        this.input = input;
    }

    List<Rollout.Ring> read(Mapping rollout) {
        List<Rollout.Ring> rings = new ArrayList<>();
        int problems = input.problems.all().size();
        List<YamlNode> nodes = input.list(rollout.get("rings"), "`rings`", false);
        for (YamlNode node : nodes) {
            input.mapping(node, "a ring").flatMap(this::ring).ifPresent(rings::add);
        }
        if (input.problems.all().size() == problems) {
            checkNames(rings, nodes);
            checkSizes(rings, nodes);
        }
        return rings;
    }

    private Optional<Rollout.Ring> ring(Mapping in) {
        input.refuseOthers(in, RING, "a ring");
        Optional<String> name = input.text(in, "name");
        if (name.isEmpty()) {
            input.error(in, "this ring has no name", "add `name: canary`; approvals and reports use it");
            return Optional.empty();
        }
        if (in.has("hosts") == in.has("size")) {
            input.error(
                    in,
                    "a ring has either `hosts` or `size`, and `" + name.get() + "` has "
                            + (in.has("hosts") ? "both" : "none of them"),
                    "write `hosts: GROUP` or `size: 10%`; sizes include the rings before");
            return Optional.empty();
        }
        return Optional.of(new Rollout.Ring(
                name.get(),
                in.position(),
                in.has("hosts") ? input.value(in.get("hosts").orElseThrow()) : null,
                size(in),
                RolloutReader.time(input, in, "soak", LONGEST_SOAK),
                input.text(in, "approve").orElse(null)));
    }

    private @Nullable Limit size(Mapping in) {
        YamlNode node = in.get("size").orElse(null);
        if (node == null) {
            return null;
        }
        Optional<Limit> size = RolloutReader.limitOf(node);
        if (size.isEmpty()) {
            input.error(
                    node,
                    "`size` must be a percentage up to 100% or a number of hosts, and more than none, not "
                            + RolloutReader.shown(node),
                    "write `size: 10%` or `size: 5`; it counts the rings before, too");
        }
        return size.orElse(new Limit(100, true));
    }

    private void checkNames(List<Rollout.Ring> rings, List<YamlNode> nodes) {
        Map<String, Rollout.Ring> known = new HashMap<>();
        for (int i = 0; i < rings.size(); i++) {
            Rollout.Ring before = known.putIfAbsent(rings.get(i).name(), rings.get(i));
            if (before != null) {
                input.error(
                        at(nodes.get(i), "name"),
                        "two rings are called `" + before.name() + "`",
                        "the other one is at " + input.problems.shown(before.position()) + "; give each its own name");
            }
        }
    }

    private void checkSizes(List<Rollout.Ring> rings, List<YamlNode> nodes) {
        @Nullable Limit before = null;
        for (int i = 0; i < rings.size(); i++) {
            Limit size = rings.get(i).size();
            if (size == null) {
                continue;
            }
            if (before != null && before.percent() == size.percent() && size.value() <= before.value()) {
                input.error(
                        at(nodes.get(i), "size"),
                        "ring `" + rings.get(i).name() + "` reaches " + size + " of the hosts, and the rings before it "
                                + before,
                        "sizes count the rings before, too: write them in growing order");
                return;
            }
            before = size;
        }
        int last = rings.size() - 1;
        if (before != null
                && before.percent()
                && before.value() < 100
                && rings.get(last).size() != null) {
            input.error(
                    at(nodes.get(last), "size"),
                    "the last ring reaches only " + before + " of the hosts, and the rest is in no ring",
                    "make it `size: 100%`, or add a ring");
        }
    }

    private static YamlNode at(YamlNode ring, String key) {
        return ring instanceof Mapping mapping ? mapping.get(key).orElse(ring) : ring;
    }
}
