package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the keywords that plays, roles, blocks and tasks share. */
final class DirectivesReader {
    private static final Set<String> TRUTH = Set.of(
            "become",
            "ignore_errors",
            "ignore_unreachable",
            "no_log",
            "check_mode",
            "diff",
            "delegate_facts",
            "run_once",
            "any_errors_fatal");
    private static final Set<String> NUMBERS = Set.of("throttle", "port", "timeout");
    private static final Set<String> METHODS = Set.of(
            "sudo",
            "su",
            "doas",
            "ansible.builtin.sudo",
            "ansible.builtin.su",
            "community.general.doas",
            "runas",
            "ansible.builtin.runas");

    private final Input input;

    DirectivesReader(Input input) {
        this.input = input;
    }

    Directives read(Mapping in) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String keyword : Keywords.SINGLE) {
            YamlNode node = in.get(keyword).orElse(null);
            Object value = NUMBERS.contains(keyword) ? input.number(in, keyword) : input.value(node);
            if (value == null || node == null) {
                continue;
            }
            if (TRUTH.contains(keyword) && node instanceof Scalar scalar && !isTruth(value)) {
                input.error(
                        scalar,
                        "`" + keyword + "` must be yes or no, not `" + scalar.text() + "`",
                        "a template is fine, too: `\"{{ … }}\"`");
            } else if (node instanceof Scalar) {
                values.put(keyword, value);
            } else {
                input.error(
                        node,
                        "`" + keyword + "` must be one value, not " + node.kind(),
                        "write `" + keyword + ": VALUE`");
            }
            if (keyword.equals("become_method") && value instanceof String method && !METHODS.contains(method)) {
                input.error(node, "`" + method + "` is not a become method", "use sudo, su or doas");
            }
            if (keyword.equals("deadman") && node instanceof Scalar) {
                deadMan(node, value);
            }
        }
        List<Object> collections = list(in, "collections");
        if (!collections.isEmpty()) {
            values.put("collections", collections);
        }
        return new Directives(
                values,
                input.conditions(in, "when"),
                tags(in),
                input.namedVariables(in.get("vars"), "`vars`"),
                list(in, "environment"),
                input.names(in, "notify"),
                list(in, "module_defaults"));
    }

    private void deadMan(YamlNode node, Object value) {
        try {
            DeadManTime.written(value);
        } catch (IllegalArgumentException e) {
            input.error(
                    node,
                    String.valueOf(e.getMessage()),
                    "write `deadman: 5m` (s, m and h are known), or `deadman: false` to do without");
        }
    }

    private Set<String> tags(Mapping in) {
        Set<String> tags = new LinkedHashSet<>();
        for (YamlNode node : input.list(in.get("tags"), "`tags`", true)) {
            Object value = input.value(node);
            if (value == null || !(node instanceof Scalar)) {
                input.error(node, "a tag must be a word, not " + node.kind(), "write `tags: [one, two]`");
                continue;
            }
            String text =
                    input.staticText(value, node.position(), "a tag", Map.of()).orElse("");
            for (String tag : text.split(",")) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return tags;
    }

    private List<Object> list(Mapping in, String key) {
        List<Object> all = new ArrayList<>();
        for (YamlNode node : input.list(in.get(key), "`" + key + "`", true)) {
            Object value = input.value(node);
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    static boolean isTruth(Object value) {
        return value instanceof Boolean
                || value instanceof io.nightshift.inventory.yaml.Source
                || value instanceof Long number && (number == 0 || number == 1)
                || value instanceof String text
                        && Set.of("yes", "no", "true", "false", "on", "off", "True", "False")
                                .contains(text);
    }
}
