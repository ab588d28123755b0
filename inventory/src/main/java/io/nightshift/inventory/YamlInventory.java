package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an inventory in YAML form: groups with {@code hosts}, {@code vars} and {@code children}, each a mapping. */
final class YamlInventory {
    private static final List<String> KEYS = List.of("hosts", "vars", "children");

    private final String file;
    private final InventoryBuilder builder;
    private final Diagnostics problems;

    YamlInventory(String file, InventoryBuilder builder, Diagnostics problems) {
        this.file = file;
        this.builder = builder;
        this.problems = problems;
    }

    void read(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping groups)) {
            problems.error(
                    root.position(),
                    1,
                    "a YAML inventory is a mapping of groups, but this is " + root.kind(),
                    "begin with `all:` and put `hosts:` below it");
            return;
        }
        if (groups.get("plugin").orElse(null) instanceof YamlNode.Scalar plugin) {
            problems.error(
                    plugin,
                    "the inventory plugin `" + plugin.text() + "` cannot be run here",
                    "use an executable that answers `--list` with JSON, or export once: `ansible-inventory --list`");
            return;
        }
        groups.entries().forEach(entry -> readGroup(entry.key(), entry.value()));
    }

    private void readGroup(YamlNode.Scalar name, YamlNode content) {
        if (name.text().isBlank()) {
            problems.error(name, "a group needs a name", null);
            return;
        }
        builder.addGroup(name.text());
        if (content instanceof YamlNode.Mapping parts) {
            parts.entries().forEach(part -> readPart(name, part));
        } else if (!isNothing(content)) {
            problems.error(
                    name,
                    "the group `" + name.text() + "` should be a mapping, but it is " + content.kind(),
                    "below a group stand `hosts:`, `vars:` and `children:`");
        }
    }

    private void readPart(YamlNode.Scalar group, YamlNode.Entry part) {
        String key = part.key().text();
        YamlNode.Mapping content = asMapping(group, part);
        if (!KEYS.contains(key)) {
            problems.warning(
                    part.key(),
                    "`" + key + "` is skipped: a group has only `hosts`, `vars` and `children`",
                    DidYouMean.hint(key, KEYS, "variables of a group stand below `vars:`, hosts below `hosts:`"));
        } else if (content != null) {
            content.entries().forEach(entry -> {
                switch (key) {
                    case "hosts" -> readHosts(group.text(), entry);
                    case "vars" ->
                        builder.setGroupVariable(
                                group.text(),
                                entry.key().text(),
                                entry.value(),
                                entry.value().position(),
                                1,
                                problems);
                    default -> readChild(group, entry);
                }
            });
        }
    }

    /** The mapping itself, one made of a lone name, or null if there is nothing to read. */
    private YamlNode.@Nullable Mapping asMapping(YamlNode.Scalar group, YamlNode.Entry part) {
        if (part.value() instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        if (part.value() instanceof YamlNode.Scalar lone && lone.value() instanceof String) {
            YamlNode.Scalar nothing = new YamlNode.Scalar(lone.position(), null, "", false, YamlNode.Tag.PLAIN);
            return new YamlNode.Mapping(lone.position(), List.of(new YamlNode.Entry(lone, nothing)));
        }
        if (!isNothing(part.value()) && KEYS.contains(part.key().text())) {
            boolean list = part.value() instanceof YamlNode.Sequence;
            problems.error(
                    part.key(),
                    "`" + part.key().text() + "` of the group `" + group.text() + "` should be a mapping, but it is "
                            + part.value().kind(),
                    list ? "write each name with a colon: `name:` instead of `- name`" : null);
        }
        return null;
    }

    private void readChild(YamlNode.Scalar parent, YamlNode.Entry child) {
        readGroup(child.key(), child.value());
        if (!child.key().text().isBlank()
                && !builder.addChild(parent.text(), child.key().text())) {
            problems.error(
                    child.key(),
                    "the group `" + child.key().text() + "` would contain itself through `" + parent.text() + "`",
                    "remove one of the `children:` entries that lead in a circle");
        }
    }

    private void readHosts(String group, YamlNode.Entry entry) {
        HostRange range;
        try {
            range = HostRange.parse(entry.key().text());
        } catch (HostRange.Malformed e) {
            problems.error(entry.key(), e.sentence(), HostRange.hint(entry.key().text()));
            return;
        }
        YamlNode.Mapping variables = entry.value() instanceof YamlNode.Mapping mapping ? mapping : null;
        if (variables == null && !isNothing(entry.value())) {
            problems.error(
                    entry.key(),
                    "the host `" + entry.key().text() + "` should have a mapping of variables, or nothing, but it has "
                            + entry.value().kind(),
                    "write `name: value` lines below it");
            return;
        }
        for (String host : range.names()) {
            builder.addHost(host, group, file);
            range.port().ifPresent(port -> builder.setHostVariable(host, "ansible_port", (long) port));
            if (variables != null) {
                variables
                        .entries()
                        .forEach(it -> builder.setHostVariable(
                                host, it.key().text(), it.value(), it.value().position()));
            }
        }
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.isNull();
    }
}
