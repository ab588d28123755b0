package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Name, distribution, kernel and the programs that rule the host. */
final class SystemFacts {
    private static final Map<String, String> PACKAGE_MANAGERS = Map.of(
            "apt-get", "apt", "dnf5", "dnf5", "dnf", "dnf", "yum", "yum", "zypper", "zypper", "apk", "apk", "pacman",
            "pacman", "emerge", "portage");
    private static final List<String> PACKAGE_MANAGER_ORDER =
            List.of("apt-get", "dnf5", "dnf", "yum", "zypper", "apk", "pacman", "emerge");

    private SystemFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        names(text, facts);
        facts.put("system", or(text.line("/proc/sys/kernel/ostype"), "Linux"));
        facts.put("kernel", text.line("/proc/sys/kernel/osrelease"));
        facts.put("kernel_version", text.line("/proc/sys/kernel/version"));
        String machine = text.section("machine").strip();
        facts.put("machine", machine);
        facts.put("architecture", machine.matches("i[3-6]86") ? "i386" : machine);
        facts.put("userspace_bits", machine.endsWith("64") || machine.equals("s390x") ? "64" : "32");
        facts.put("userspace_architecture", facts.get("architecture"));
        String id = text.line("/etc/machine-id");
        facts.put("machine_id", id.isEmpty() ? text.line("/var/lib/dbus/machine-id") : id);
        Distribution.add(text, facts);
        facts.put("service_mgr", serviceManager(text));
        facts.put(
                "pkg_mgr",
                PACKAGE_MANAGER_ORDER.stream()
                        .filter(text::has)
                        .map(PACKAGE_MANAGERS::get)
                        .findFirst()
                        .orElse("unknown"));
        if (text.has("ostree")) {
            facts.put("pkg_mgr", "atomic_container");
        }
        facts.put("fips", text.line("/proc/sys/crypto/fips_enabled").equals("1"));
        facts.put("apparmor", Map.of("status", text.has("apparmor") ? "enabled" : "disabled"));
        facts.put("selinux", selinux(text));
        facts.put("selinux_python_present", false);
        facts.put("is_chroot", false);
        facts.put("fibre_channel_wwn", List.of());
        facts.put("hostnqn", text.line("/etc/nvme/hostnqn"));
        facts.put("cmdline", commandLine(text, false));
        facts.put("proc_cmdline", commandLine(text, true));
        facts.put("dns", dns(text));
        keys(text, facts);
        String[] uptime = text.line("/proc/uptime").split(" ");
        if (!uptime[0].isEmpty()) {
            facts.put("uptime_seconds", (long) Double.parseDouble(uptime[0]));
        }
        String[] load = text.line("/proc/loadavg").split(" ");
        if (load.length >= 3) {
            facts.put(
                    "loadavg",
                    Map.of(
                            "1m",
                            Double.valueOf(load[0]),
                            "5m",
                            Double.valueOf(load[1]),
                            "15m",
                            Double.valueOf(load[2])));
        }
    }

    private static void names(FactText text, Map<String, Object> facts) {
        String node = text.line("/proc/sys/kernel/hostname");
        String fqdn = text.section("fqdn").strip();
        if (fqdn.isEmpty() || fqdn.contains(" ")) {
            fqdn = node;
        }
        facts.put("nodename", node);
        facts.put("hostname", node.contains(".") ? node.substring(0, node.indexOf('.')) : node);
        facts.put("fqdn", fqdn);
        facts.put("domain", fqdn.contains(".") ? fqdn.substring(fqdn.indexOf('.') + 1) : "");
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    private static String serviceManager(FactText text) {
        String first = text.line("/proc/1/comm");
        if (text.has("systemd")) {
            return "systemd";
        }
        if (text.has("openrc")) {
            return "openrc";
        }
        return switch (first) {
            case "runit-init", "runit" -> "runit";
            case "s6-svscan" -> "s6";
            case "init", "sysvinit" -> "sysvinit";
            case "systemd" -> "systemd";
            default -> "service";
        };
    }

    private static Map<String, Object> selinux(FactText text) {
        String enforce = text.line("/sys/fs/selinux/enforce");
        Map<String, Object> selinux = new LinkedHashMap<>();
        if (enforce.isEmpty()) {
            selinux.put("status", "disabled");
            return selinux;
        }
        Map<String, String> config = text.assignments("/etc/selinux/config");
        selinux.put("status", "enabled");
        selinux.put("mode", enforce.equals("1") ? "enforcing" : "permissive");
        selinux.put("config_mode", config.getOrDefault("SELINUX", "unknown"));
        selinux.put("type", config.getOrDefault("SELINUXTYPE", "unknown"));
        selinux.put("policyvers", text.line("/sys/fs/selinux/policyvers"));
        return selinux;
    }

    private static Map<String, Object> commandLine(FactText text, boolean lists) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (String word : text.line("/proc/cmdline").split("\\s+")) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Object value = equals < 0 ? (Object) true : word.substring(equals + 1);
            Object before = words.get(name);
            if (name.isEmpty()) {
                continue;
            }
            if (lists && before != null) {
                List<Object> both = new ArrayList<>(before instanceof List<?> some ? some : List.of(before));
                both.add(value);
                words.put(name, both);
            } else {
                words.put(name, value);
            }
        }
        return words;
    }

    private static Map<String, Object> dns(FactText text) {
        Map<String, Object> dns = new LinkedHashMap<>();
        List<String> servers = new ArrayList<>();
        for (String line : text.lines("/etc/resolv.conf")) {
            String[] words = line.strip().split("\\s+");
            if (words.length < 2 || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            List<String> rest = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" -> servers.addAll(rest);
                case "domain" -> dns.put("domain", words[1]);
                case "search" -> dns.put("search", rest);
                case "sortlist" -> dns.put("sortlist", rest);
                case "options" -> {
                    Map<String, Object> options = new LinkedHashMap<>();
                    for (String option : rest) {
                        int colon = option.indexOf(':');
                        options.put(
                                colon < 0 ? option : option.substring(0, colon),
                                colon < 0 ? (Object) true : option.substring(colon + 1));
                    }
                    dns.put("options", options);
                }
                default -> {}
            }
        }
        dns.put("nameservers", servers);
        return dns;
    }

    private static void keys(FactText text, Map<String, Object> facts) {
        for (String path : text.files().keySet()) {
            if (path.startsWith("/etc/ssh/ssh_host_")) {
                String[] words = text.line(path).split(" ");
                String name = "ssh_host_key_"
                        + path.substring("/etc/ssh/ssh_host_".length()).replace("_key.pub", "") + "_public";
                if (words.length >= 2) {
                    facts.put(name, words[1]);
                    facts.put(name + "_keytype", words[0]);
                }
            }
        }
        facts.put("iscsi_iqn", "");
        for (String line : text.lines("/etc/iscsi/initiatorname.iscsi")) {
            if (line.startsWith("InitiatorName=")) {
                facts.put("iscsi_iqn", line.substring(line.indexOf('=') + 1));
            }
        }
    }
}
