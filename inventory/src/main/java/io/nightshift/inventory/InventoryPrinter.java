package io.nightshift.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints an inventory as {@code ansible-inventory} does: {@code --list} and {@code --host} as JSON, {@code --graph} as a
 * tree. Values that were opened from a vault are not shown.
 */
public final class InventoryPrinter {
    private final Inventory inventory;
    private final PrintedValue values;

    /** @param secrets the values to hide, see {@link io.nightshift.inventory.vault.Vault#secretsSeen()} */
    public InventoryPrinter(Inventory inventory, Set<String> secrets) {
        this.inventory = inventory;
        this.values = new PrintedValue(secrets);
    }

    /** Every group with its hosts and children, and below {@code _meta} the variables of every host. */
    public String list() {
        Map<String, Object> out = new TreeMap<>();
        addGroup(Group.ALL, out, new LinkedHashSet<>());
        Map<String, Object> hostVariables = new LinkedHashMap<>();
        inventory.hosts().forEach(host -> {
            Map<String, @Nullable Object> variables = inventory.variablesOf(host);
            if (!variables.isEmpty()) {
                hostVariables.put(host.name(), variables);
            }
        });
        out.put("_meta", Map.of("hostvars", hostVariables));
        return values.json(out) + "\n";
    }

    /** The variables of one host. */
    public String host(Host host) {
        return values.json(inventory.variablesOf(host)) + "\n";
    }

    /**
     * The groups and hosts below a group as a tree.
     *
     * @param withVariables also the variables of each host and group
     */
    public String graph(String group, boolean withVariables) {
        List<String> lines = new ArrayList<>();
        draw(group, 0, withVariables, lines);
        return String.join("\n", lines) + "\n";
    }

    private void addGroup(String name, Map<String, Object> out, Set<String> seen) {
        Group group = inventory.groups().get(name);
        if (group == null || !seen.add(name)) {
            return;
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        if (!name.equals(Group.ALL) && !group.hosts().isEmpty()) {
            parts.put("hosts", group.hosts());
        }
        if (!group.children().isEmpty()) {
            parts.put("children", group.children());
        }
        if (!parts.isEmpty()) {
            out.put(name, parts);
        }
        group.children().forEach(child -> addGroup(child, out, seen));
    }

    private void draw(String name, int depth, boolean withVariables, List<String> lines) {
        Group group = inventory.groups().get(name);
        if (group == null) {
            return;
        }
        lines.add(indented("@" + name + ":", depth));
        group.children().forEach(child -> draw(child, depth + 1, withVariables, lines));
        if (!name.equals(Group.ALL)) {
            for (String host : group.hosts()) {
                lines.add(indented(host, depth + 1));
                if (withVariables) {
                    inventory.host(host).ifPresent(it -> drawVariables(inventory.variablesOf(it), depth + 2, lines));
                }
            }
        }
        if (withVariables) {
            drawVariables(inventory.variablesOfGroup(name), depth + 1, lines);
        }
    }

    private void drawVariables(Map<String, @Nullable Object> variables, int depth, List<String> lines) {
        new TreeMap<>(variables)
                .forEach((name, value) -> lines.add(indented("{" + name + " = " + values.python(value) + "}", depth)));
    }

    private static String indented(String text, int depth) {
        return depth == 0 ? text : "  |".repeat(depth) + "--" + text;
    }
}
