package io.nightshift.core.platform.posix.facts;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts from raw text; names and forms are those of Ansible's setup module. */
public final class FactReader {
    private static final List<String> PARTS = List.of("hardware", "network", "virtual", "local");

    private FactReader() {}

    /** Which costly parts a {@code gather_subset} asks for; an empty one asks for all. */
    public static Set<String> parts(List<String> subset) {
        Set<String> parts = new LinkedHashSet<>();
        boolean onlyTaken = subset.stream().allMatch(word -> word.startsWith("!"));
        if (onlyTaken || subset.contains("all")) {
            parts.addAll(PARTS);
        }
        for (String word : subset) {
            String name = word.startsWith("!") ? word.substring(1) : word;
            String part = part(name);
            if (!word.startsWith("!")) {
                parts.add(part);
            } else if (name.equals("all")) {
                parts.clear();
                subset.stream()
                        .filter(other -> !other.startsWith("!"))
                        .map(FactReader::part)
                        .forEach(parts::add);
            } else {
                parts.remove(part);
            }
        }
        parts.retainAll(PARTS);
        return parts;
    }

    /** Ansible's finer words, each as the part it belongs to. */
    private static String part(String word) {
        return switch (word) {
            case "devices",
                    "dmi",
                    "processor",
                    "processor_cores",
                    "processor_count",
                    "memory",
                    "mounts",
                    "lvm",
                    "uptime_seconds" -> "hardware";
            case "interfaces", "default_ipv4", "default_ipv6", "all_ipv4_addresses", "all_ipv6_addresses", "dns" ->
                "network";
            case "virtualization_type", "virtualization_role" -> "virtual";
            default -> word;
        };
    }

    public static Map<String, Object> read(FactText text, Set<String> parts) {
        Map<String, Object> facts = new LinkedHashMap<>();
        SystemFacts.add(text, facts);
        UserFacts.add(text, facts);
        TimeFacts.add(text, facts);
        ToolFacts.add(text, facts);
        if (parts.contains("hardware")) {
            HardwareFacts.add(text, facts);
            DeviceFacts.add(text, facts);
            MountFacts.add(text, facts);
            ToolFacts.addVolumes(text, facts);
        }
        if (parts.contains("network")) {
            NetworkFacts.add(text, facts);
        }
        if (parts.contains("virtual")) {
            VirtualFacts.add(text, facts);
        }
        if (parts.contains("local")) {
            facts.put("local", LocalFacts.read(text));
        }
        facts.put("gather_subset", List.copyOf(parts.size() == PARTS.size() ? List.of("all") : parts));
        facts.put("module_setup", true);
        return facts;
    }
}
