package io.nightshift.playbooks.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML as PyYAML with libyaml writes it, byte for byte. */
public final class YamlWriter {
    /** How collections are written: each item on its own line, in brackets, or in brackets only where nothing is nested. */
    public enum Flow {
        BLOCK,
        FLOW,
        LEAVES
    }

    private final Flow flow;
    private final int indent;
    private final boolean sortKeys;
    private final YamlScalarWriter scalars;

    /** @param width lines longer than this are folded where a blank allows it */
    public YamlWriter(Flow flow, int indent, int width, boolean sortKeys, boolean unicode) {
        this.flow = flow;
        this.indent = indent < 2 || indent > 9 ? 2 : indent;
        this.sortKeys = sortKeys;
        this.scalars = new YamlScalarWriter(width <= this.indent * 2 ? 80 : width, this.indent, unicode);
    }

    public String write(@Nullable Object value) {
        node(value, 0, 0, false, false);
        scalars.newline();
        return scalars.text();
    }

    private void node(@Nullable Object value, int level, int depth, boolean inFlow, boolean afterDash) {
        Bounds.depth(depth);
        if (value instanceof List<?> list) {
            if (inFlow || list.isEmpty() || flowing(list)) {
                flowList(list, level, depth);
            } else {
                blockList(list, level, depth, afterDash);
            }
            return;
        }
        if (value instanceof Map<?, ?> map) {
            if (inFlow || map.isEmpty() || flowing(map.values())) {
                flowMap(map, level, depth);
            } else {
                blockMap(map, level, depth, afterDash);
            }
            return;
        }
        scalars.write(value, level, inFlow, false);
    }

    private boolean flowing(Iterable<?> items) {
        if (flow != Flow.LEAVES) {
            return flow == Flow.FLOW;
        }
        for (Object item : items) {
            if (item instanceof List || item instanceof Map) {
                return false;
            }
        }
        return true;
    }

    private void blockList(List<?> list, int level, int depth, boolean afterDash) {
        boolean first = afterDash;
        for (Object item : list) {
            if (!first) {
                scalars.indentTo(level);
            }
            first = false;
            scalars.raw("-");
            child(item, level, depth);
        }
    }

    private void child(@Nullable Object item, int level, int depth) {
        boolean block = (item instanceof List<?> list && !list.isEmpty() && !flowing(list))
                || (item instanceof Map<?, ?> map && !map.isEmpty() && !flowing(map.values()));
        if (block) {
            scalars.padTo(level + indent);
        }
        node(item, level + indent, depth + 1, false, true);
    }

    private void blockMap(Map<?, ?> map, int level, int depth, boolean afterDash) {
        boolean first = afterDash;
        for (Map.Entry<?, ?> entry : entries(map)) {
            if (!first) {
                scalars.indentTo(level);
            }
            first = false;
            key(entry.getKey(), level);
            Object value = entry.getValue();
            boolean list = value instanceof List<?> items && !items.isEmpty() && !flowing(items);
            node(value, list ? level : level + indent, depth + 1, false, false);
        }
    }

    private void key(@Nullable Object key, int level) {
        scalars.write(key, level, false, true);
        scalars.raw(":");
    }

    private void flowList(List<?> list, int level, int depth) {
        scalars.open("[");
        boolean first = true;
        for (Object item : list) {
            flowSeparator(first, level);
            first = false;
            node(item, level + indent, depth + 1, true, false);
        }
        scalars.raw("]");
    }

    private void flowMap(Map<?, ?> map, int level, int depth) {
        scalars.open("{");
        boolean first = true;
        for (Map.Entry<?, ?> entry : entries(map)) {
            flowSeparator(first, level);
            first = false;
            scalars.write(entry.getKey(), level + indent, true, true);
            scalars.raw(":");
            node(entry.getValue(), level + indent, depth + 1, true, false);
        }
        scalars.raw("}");
    }

    private void flowSeparator(boolean first, int level) {
        if (!first) {
            scalars.raw(",");
        }
        scalars.foldFlow(level + indent);
    }

    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sortKeys) {
            try {
                entries.sort((x, y) -> Order.compare(x.getKey(), y.getKey()));
            } catch (PythonException mixed) {
                // Keys without an order stay as they are.
                entries = new ArrayList<>(map.entrySet());
            }
        }
        return entries;
    }
}
