package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What programs tell that not every host has: Python, capsh, LVM. */
final class ToolFacts {
    private static final Pattern VERSION = Pattern.compile("Python (\\d+)\\.(\\d+)\\.(\\d+).*");

    /** The Python of a distribution, by its name and major version. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("Debian 11", "3.9"),
            Map.entry("Debian 12", "3.11"),
            Map.entry("Debian 13", "3.13"),
            Map.entry("Ubuntu 20", "3.8"),
            Map.entry("Ubuntu 22", "3.10"),
            Map.entry("Ubuntu 24", "3.12"),
            Map.entry("RedHat 8", "3.6"),
            Map.entry("RedHat 9", "3.9"),
            Map.entry("RedHat 10", "3.12"),
            Map.entry("CentOS 8", "3.6"),
            Map.entry("CentOS 9", "3.9"),
            Map.entry("CentOS 10", "3.12"),
            Map.entry("Rocky 8", "3.6"),
            Map.entry("Rocky 9", "3.9"),
            Map.entry("Rocky 10", "3.12"),
            Map.entry("AlmaLinux 8", "3.6"),
            Map.entry("AlmaLinux 9", "3.9"),
            Map.entry("AlmaLinux 10", "3.12"));

    private ToolFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        python(text, facts);
        capabilities(text, facts);
    }

    /** Roles choose names by it, also on a host without Python: there it is the one its distribution has. */
    private static void python(FactText text, Map<String, Object> facts) {
        List<String> lines = text.section("python").lines().toList();
        String distribution = facts.get("distribution") + " " + facts.get("distribution_major_version");
        String said = lines.size() < 2 ? "Python " + USUAL.getOrDefault(distribution, "?") + ".0" : lines.get(1);
        Matcher version = VERSION.matcher(said);
        if (!version.matches()) {
            return;
        }
        long major = Long.parseLong(version.group(1));
        long minor = Long.parseLong(version.group(2));
        long micro = Long.parseLong(version.group(3));
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("major", major);
        parts.put("minor", minor);
        parts.put("micro", micro);
        parts.put("releaselevel", "final");
        parts.put("serial", 0L);
        Map<String, Object> python = new LinkedHashMap<>();
        if (!lines.isEmpty()) {
            python.put("executable", lines.get(0).strip());
        }
        python.put("type", "cpython");
        python.put("has_sslcontext", true);
        python.put("version", parts);
        python.put("version_info", List.of(major, minor, micro, "final", 0L));
        facts.put("python", python);
        facts.put("python_version", major + "." + minor + "." + micro);
    }

    /** As Ansible reads the line {@code Current:} of capsh. */
    private static void capabilities(FactText text, Map<String, Object> facts) {
        String current = text.section("capabilities")
                .lines()
                .filter(line -> line.startsWith("Current:"))
                .findFirst()
                .orElse("");
        List<String> capabilities = new ArrayList<>();
        String enforced = "N/A";
        if (!current.isEmpty()) {
            String set = current.substring(current.indexOf(':') + 1).strip();
            enforced = set.equals("=ep") ? "False" : "True";
            if (!set.equals("=ep") && set.contains("=")) {
                for (String name : set.split("=", 2)[1].split(",")) {
                    capabilities.add(name.strip());
                }
            }
        }
        facts.put("system_capabilities", capabilities);
        facts.put("system_capabilities_enforced", enforced);
    }

    static void addVolumes(FactText text, Map<String, Object> facts) {
        if (!text.sections().containsKey("vgs")) {
            facts.put("lvm", "N/A");
            return;
        }
        Map<String, Object> groups = new LinkedHashMap<>();
        for (String[] group : rows(text, "vgs", 7)) {
            groups.put(
                    group[0], Map.of("size_g", group[5], "free_g", group[6], "num_lvs", group[2], "num_pvs", group[1]));
        }
        Map<String, Object> volumes = new LinkedHashMap<>();
        for (String[] volume : rows(text, "lvs", 4)) {
            volumes.put(volume[0], Map.of("size_g", volume[3], "vg", volume[1]));
        }
        Map<String, Object> disks = new LinkedHashMap<>();
        for (String[] disk : rows(text, "pvs", 6)) {
            disks.put(disk[0], Map.of("size_g", disk[4], "free_g", disk[5], "vg", disk[1]));
        }
        Map<String, Object> lvm = new LinkedHashMap<>();
        lvm.put("lvs", volumes);
        lvm.put("vgs", groups);
        lvm.put("pvs", disks);
        facts.put("lvm", lvm);
    }

    private static List<String[]> rows(FactText text, String section, int columns) {
        return text.section(section)
                .lines()
                .map(line -> line.strip().split(",", -1))
                .filter(row -> row.length >= columns)
                .toList();
    }
}
