package io.nightshift.core.platform.posix.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the host is a guest, and of what; systemd-detect-virt's words in Ansible's. */
final class VirtualFacts {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("systemd-nspawn", "container"),
            Map.entry("qemu", "kvm"),
            Map.entry("oracle", "virtualbox"),
            Map.entry("vmware", "VMware"),
            Map.entry("microsoft", "VirtualPC"),
            Map.entry("lxc-libvirt", "lxc"),
            Map.entry("amazon", "kvm"),
            Map.entry("google", "kvm"),
            Map.entry("container-other", "container"),
            Map.entry("pouch", "container"));

    private static final Set<String> CONTAINERS = Set.of("docker", "podman", "lxc");

    private VirtualFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        String said = text.section("virt").strip();
        String type = "NA";
        String role = "NA";
        if (text.has("containerenv")) {
            type = "podman";
            role = "guest";
        } else if (text.has("dockerenv")) {
            type = "docker";
            role = "guest";
        } else if (!said.isEmpty() && !said.equals("none")) {
            type = NAMES.getOrDefault(said, said);
            role = "guest";
        } else if (said.isEmpty() && text.line("/sys/class/dmi/id/sys_vendor").equals("QEMU")) {
            type = "kvm";
            role = "guest";
        } else if (text.has("devkvm")) {
            type = "kvm";
            role = "host";
        }
        facts.put("virtualization_type", type);
        facts.put("virtualization_role", role);
        facts.put("virtualization_tech_guest", guests(role, type));
        facts.put("virtualization_tech_host", text.has("devkvm") ? List.of("kvm") : List.of());
    }

    private static List<String> guests(String role, String type) {
        if (!role.equals("guest")) {
            return List.of();
        }
        return CONTAINERS.contains(type) ? List.of("container", type) : List.of(type);
    }
}
