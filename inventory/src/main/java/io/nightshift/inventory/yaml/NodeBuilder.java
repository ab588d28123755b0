package io.nightshift.inventory.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns one composed document into our own nodes: aliases and merge keys resolved, duplicate keys reported, and what
 * aliases expand to counted before anything is expanded.
 */
final class NodeBuilder {
    private final String file;
    private final Diagnostics problems;
    private final YamlLimits limits;
    private final ScalarBuilder scalars;
    private final Map<Node, Built> finished = new IdentityHashMap<>();
    private final Map<Node, Built> finishedUnsafe = new IdentityHashMap<>();
    private final Map<Node, Boolean> unfinished = new IdentityHashMap<>();
    private boolean tooLarge;

    /** A node with what it weighs: its nodes after alias expansion, and its levels. */
    private record Built(YamlNode node, long size, int depth) {}

    NodeBuilder(String file, Diagnostics problems, YamlLimits limits, ScalarBuilder scalars) {
        this.file = file;
        this.problems = problems;
        this.limits = limits;
        this.scalars = scalars;
    }

    YamlNode build(Node node) {
        return build(node, false).node();
    }

    private Built build(Node node, boolean inUnsafe) {
        if (node.getAnchor() == null) {
            return buildNew(node, inUnsafe);
        }
        Map<Node, Built> memory = inUnsafe ? finishedUnsafe : finished;
        Built known = memory.get(node);
        if (known != null) {
            return known;
        }
        if (unfinished.putIfAbsent(node, true) != null) {
            problems.error(
                    position(node),
                    node.getAnchor().length() + 1,
                    "`&" + node.getAnchor() + "` contains itself",
                    "an alias `*" + node.getAnchor() + "` cannot stand inside the value it names");
            return nothing(node);
        }
        Built built = buildNew(node, inUnsafe);
        unfinished.remove(node);
        memory.put(node, built);
        return built;
    }

    private Built buildNew(Node node, boolean inUnsafe) {
        boolean unsafe = inUnsafe || scalars.isUnsafe(node);
        Built built;
        if (node instanceof ScalarNode scalar) {
            built = new Built(scalars.build(scalar, unsafe), 1, 1);
        } else if (node instanceof SequenceNode sequence) {
            scalars.checkCollectionTag(node, "seq");
            built = buildSequence(sequence, unsafe);
        } else if (node instanceof MappingNode mapping) {
            scalars.checkCollectionTag(node, "map");
            built = buildMapping(mapping, unsafe);
        } else {
            throw new IllegalStateException("a YAML node of a new kind: " + node.getNodeId());
        }
        if (built.size() > limits.nodes() || built.depth() > limits.depth()) {
            return refuseLarge(node, built);
        }
        return built;
    }

    private Built refuseLarge(Node node, Built built) {
        if (!tooLarge) {
            tooLarge = true;
            String message = built.size() > limits.nodes()
                    ? "this grows to more than " + limits.nodes() + " values once its aliases are resolved"
                    : "this is nested deeper than " + limits.depth() + " levels";
            problems.error(position(node), 1, message, "split the file, or use fewer aliases (`*name`)");
        }
        return nothing(node);
    }

    private Built buildSequence(SequenceNode node, boolean unsafe) {
        List<YamlNode> items = new ArrayList<>(node.getValue().size());
        long size = 1;
        int depth = 0;
        for (Node child : node.getValue()) {
            Built built = build(child, unsafe);
            items.add(built.node());
            size += built.size();
            depth = Math.max(depth, built.depth());
        }
        return new Built(new YamlNode.Sequence(position(node), items), size, depth + 1);
    }

    private Built buildMapping(MappingNode node, boolean unsafe) {
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> own = new HashMap<>();
        Map<String, YamlNode.Entry> all = new LinkedHashMap<>();
        long size = 1;
        int depth = 0;
        for (NodeTuple tuple : node.getValue()) {
            if (scalars.isMergeKey(tuple.getKeyNode())) {
                Built built = build(tuple.getValueNode(), unsafe);
                merge(built.node(), merged);
                size += built.size();
                depth = Math.max(depth, built.depth());
            }
        }
        all.putAll(merged);
        for (NodeTuple tuple : node.getValue()) {
            if (scalars.isMergeKey(tuple.getKeyNode())) {
                continue;
            }
            YamlNode.Scalar key = key(tuple.getKeyNode());
            Built built = build(tuple.getValueNode(), unsafe);
            size += built.size() + 1;
            depth = Math.max(depth, built.depth());
            if (key == null) {
                continue;
            }
            YamlNode.Entry entry = new YamlNode.Entry(key, built.node());
            YamlNode.Entry before = own.put(key.text(), entry);
            if (before != null) {
                warnOfDuplicate(key, before.key());
            }
            all.put(key.text(), entry);
        }
        return new Built(new YamlNode.Mapping(position(node), List.copyOf(all.values())), size, depth + 1);
    }

    private void warnOfDuplicate(YamlNode.Scalar key, YamlNode.Scalar before) {
        problems.warning(
                key,
                "`" + key.text() + "` is given twice in this mapping; the last one wins",
                "the first one is at " + problems.shown(before.position()));
    }

    private YamlNode.@Nullable Scalar key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalars.buildKey(scalar);
        }
        boolean template = node instanceof MappingNode mapping && scalars.isFlow(mapping);
        problems.error(
                template ? beforeBrace(position(node)) : position(node),
                template ? 2 : 1,
                template
                        ? "a value that starts with `{{` needs quotes around it"
                        : "the key of a mapping must be plain text, not a list or a mapping",
                template ? "write \"{{ name }}\" including the quotes" : null);
        return null;
    }

    private static Position beforeBrace(Position position) {
        return new Position(position.file(), position.line(), Math.max(1, position.column() - 1));
    }

    private void merge(YamlNode node, Map<String, YamlNode.Entry> into) {
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(entry -> into.putIfAbsent(entry.key().text(), entry));
        } else if (node instanceof YamlNode.Sequence sequence
                && sequence.items().stream().allMatch(YamlNode.Mapping.class::isInstance)) {
            sequence.items().forEach(item -> merge(item, into));
        } else {
            problems.error(
                    node.position(),
                    1,
                    "`<<` merges mappings, but this is " + node.kind(),
                    "write `<<: *name` with the name of an anchored mapping, or a list of such");
        }
    }

    private Built nothing(Node node) {
        return new Built(new YamlNode.Scalar(position(node), null, "", false, YamlNode.Tag.PLAIN), 1, 1);
    }

    private Position position(Node node) {
        Mark mark = node.getStartMark();
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
