package io.nightshift.core.plan;

import io.nightshift.playbooks.module.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Probes as JSON: their parts by name, and under {@code kind} which probe it is. */
final class ProbeText {
    private static final String KIND = "kind";
    /** Those a plan can rest on. */
    private static final Map<String, Class<? extends Probe>> KINDS = kinds();

    private ProbeText() {}

    private static Map<String, Class<? extends Probe>> kinds() {
        Map<String, Class<? extends Probe>> all = new LinkedHashMap<>();
        all.put("path", Probe.Path.class);
        all.put("file", Probe.FileContent.class);
        all.put("tree", Probe.Tree.class);
        all.put("packages", Probe.Packages.class);
        all.put("service", Probe.Service.class);
        all.put("user", Probe.User.class);
        all.put("group", Probe.Group.class);
        all.put("crontab", Probe.Crontab.class);
        all.put("sysctl", Probe.Sysctl.class);
        all.put("command", Probe.Command.class);
        all.put("glob", Probe.Glob.class);
        return all;
    }

    static ObjectNode of(Probe probe, JsonMapper json) {
        ObjectNode node = json.createObjectNode();
        KINDS.forEach((kind, type) -> {
            if (type.isInstance(probe)) {
                node.put(KIND, kind);
            }
        });
        if (node.isEmpty()) {
            throw new IllegalArgumentException(
                    "no plan rests on a " + probe.getClass().getSimpleName());
        }
        node.setAll((ObjectNode) json.valueToTree(probe));
        return node;
    }

    static Probe read(JsonNode node, JsonMapper json) {
        Class<? extends Probe> type = KINDS.get(node.path(KIND).asString(""));
        if (type == null) {
            throw new IllegalArgumentException("there is no reading of the kind " + node.path(KIND));
        }
        ObjectNode parts = ((ObjectNode) node).deepCopy();
        parts.remove(KIND);
        return json.treeToValue(parts, type);
    }
}
