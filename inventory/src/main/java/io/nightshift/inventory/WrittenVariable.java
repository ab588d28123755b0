package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A variable of the inventory together with who has it and where it was written, for the few variables that mean
 * something to Nightshift itself and are explained at their place when they are wrong.
 *
 * @param owner the name of a group, or of a host
 * @param value remembers its position as well as its source allows; of a script's output only the script is known
 */
public record WrittenVariable(String owner, boolean ofHost, String name, YamlNode value) {
    /** The definitions of maintenance windows. */
    public static final String WINDOWS = "maintenance_windows";

    /** The windows that a group or host has. */
    public static final String WINDOW = "maintenance_window";

    private static final Set<String> KEPT = Set.of(WINDOWS, WINDOW);

    static boolean isKept(String name) {
        return KEPT.contains(name);
    }

    /** A plain value as if all of it had been written at one place. */
    static YamlNode node(@Nullable Object value, Position position) {
        if (value instanceof Map<?, ?> map) {
            List<YamlNode.Entry> entries = new ArrayList<>();
            map.forEach((key, each) ->
                    entries.add(new YamlNode.Entry(scalar(String.valueOf(key), position), node(each, position))));
            return new YamlNode.Mapping(position, entries);
        }
        if (value instanceof List<?> list) {
            List<YamlNode> items = new ArrayList<>();
            list.forEach(each -> items.add(node(each, position)));
            return new YamlNode.Sequence(position, items);
        }
        return scalar(value instanceof Source source ? source.text() : value, position);
    }

    private static YamlNode.Scalar scalar(@Nullable Object value, Position position) {
        return new YamlNode.Scalar(
                position, value, value == null ? "" : String.valueOf(value), false, YamlNode.Tag.PLAIN);
    }
}
