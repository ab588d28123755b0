package io.nightshift.core.platform.posix.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distribution, version and family, named as Ansible names them. */
final class Distribution {
    /** os-release's ID to Ansible's distribution, where it is not simply capitalised. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("rhel", "RedHat"),
            Map.entry("centos", "CentOS"),
            Map.entry("ol", "OracleLinux"),
            Map.entry("amzn", "Amazon"),
            Map.entry("opensuse-leap", "openSUSE Leap"),
            Map.entry("opensuse-tumbleweed", "openSUSE Tumbleweed"),
            Map.entry("sles", "SLES"),
            Map.entry("sled", "SLED"),
            Map.entry("linuxmint", "Linux Mint"),
            Map.entry("arch", "Archlinux"),
            Map.entry("almalinux", "AlmaLinux"),
            Map.entry("pop", "Pop!_OS"),
            Map.entry("kali", "Kali"),
            Map.entry("manjaro", "Manjaro"),
            Map.entry("raspbian", "Debian"),
            Map.entry("rocky", "Rocky"),
            Map.entry("elementary", "elementary OS"),
            Map.entry("neon", "KDE neon"),
            Map.entry("virtuozzo", "Virtuozzo"));

    private static final Map<String, List<String>> FAMILIES = Map.of(
            "Debian",
                    List.of(
                            "debian",
                            "ubuntu",
                            "raspbian",
                            "linuxmint",
                            "pop",
                            "kali",
                            "neon",
                            "elementary",
                            "devuan",
                            "parrot",
                            "zorin"),
            "RedHat",
                    List.of(
                            "rhel",
                            "centos",
                            "fedora",
                            "rocky",
                            "almalinux",
                            "ol",
                            "amzn",
                            "virtuozzo",
                            "scientific",
                            "eurolinux",
                            "cloudlinux"),
            "Suse",
                    List.of(
                            "sles",
                            "sled",
                            "opensuse-leap",
                            "opensuse-tumbleweed",
                            "opensuse",
                            "suse",
                            "sle_hpc",
                            "sles_sap"),
            "Archlinux", List.of("arch", "manjaro", "archarm", "antergos"),
            "Alpine", List.of("alpine"),
            "Gentoo", List.of("gentoo", "funtoo"));
    private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([^)]*)\\)");

    private Distribution() {}

    static void add(FactText text, Map<String, Object> facts) {
        String file = text.lines("/etc/os-release").isEmpty() ? "/usr/lib/os-release" : "/etc/os-release";
        Map<String, String> os = text.assignments(file);
        String id = os.getOrDefault("ID", "").toLowerCase(Locale.ROOT);
        String name =
                NAMES.getOrDefault(id, id.isEmpty() ? "Linux" : Character.toUpperCase(id.charAt(0)) + id.substring(1));
        String version = os.getOrDefault("VERSION_ID", "");
        String family = family(id, os.getOrDefault("ID_LIKE", ""), name);
        String debian = text.line("/etc/debian_version");
        if (id.equals("debian") && version.isEmpty() && debian.matches("[0-9.]+")) {
            version = debian.substring(0, debian.indexOf('.') < 0 ? debian.length() : debian.indexOf('.'));
        }
        String release = os.getOrDefault("VERSION_CODENAME", "");
        if (release.isEmpty()) {
            Matcher matcher = IN_PARENTHESES.matcher(os.getOrDefault("VERSION", ""));
            release = matcher.find() ? matcher.group(1) : "";
        }
        if (family.equals("RedHat")) {
            // CentOS and its kin say more of their version in a file of their own.
            Matcher full = Pattern.compile("release (\\d+(?:\\.\\d+)*)").matcher(text.line("/etc/redhat-release"));
            if (full.find() && full.group(1).startsWith(version)) {
                version = full.group(1);
            }
        }
        if (id.equals("alpine")) {
            version = text.line("/etc/alpine-release");
        }
        facts.put("distribution", name);
        facts.put("distribution_version", version.isEmpty() ? "NA" : version);
        facts.put("distribution_major_version", version.isEmpty() ? "NA" : version.split("\\.")[0]);
        facts.put("distribution_release", release.isEmpty() ? "NA" : release);
        facts.put("distribution_file_path", file);
        facts.put("distribution_file_parsed", !os.isEmpty());
        facts.put("distribution_file_variety", family);
        facts.put("os_family", family);
        if (family.equals("Debian")) {
            // Of Debian the file tells the point release, which os-release does not.
            int dot = debian.indexOf('.');
            facts.put(
                    "distribution_minor_version",
                    id.equals("debian") && dot > 0 ? debian.substring(dot + 1) : minor(version));
        }
        lsb(text, os, facts, id, debian, release);
    }

    private static String minor(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? "" : version.substring(dot + 1);
    }

    private static String family(String id, String like, String name) {
        for (Map.Entry<String, List<String>> family : FAMILIES.entrySet()) {
            if (family.getValue().contains(id)) {
                return family.getKey();
            }
        }
        for (String word : like.toLowerCase(Locale.ROOT).split("\\s+")) {
            for (Map.Entry<String, List<String>> family : FAMILIES.entrySet()) {
                if (family.getValue().contains(word)) {
                    return family.getKey();
                }
            }
        }
        return name;
    }

    /** Only where the host has lsb_release or its file, as with Ansible. */
    private static void lsb(
            FactText text,
            Map<String, String> os,
            Map<String, Object> facts,
            String id,
            String debian,
            String release) {
        Map<String, String> file = text.assignments("/etc/lsb-release");
        Map<String, Object> lsb = new LinkedHashMap<>();
        if (!file.isEmpty() || text.has("lsb_release")) {
            String number = file.getOrDefault(
                    "DISTRIB_RELEASE",
                    id.equals("debian") ? os.getOrDefault("VERSION_ID", debian) : os.getOrDefault("VERSION_ID", ""));
            lsb.put("id", file.getOrDefault("DISTRIB_ID", String.valueOf(facts.get("distribution"))));
            lsb.put("release", number);
            lsb.put("description", file.getOrDefault("DISTRIB_DESCRIPTION", os.getOrDefault("PRETTY_NAME", "")));
            lsb.put("codename", file.getOrDefault("DISTRIB_CODENAME", release));
            lsb.put("major_release", number.split("\\.")[0]);
        }
        facts.put("lsb", lsb);
    }
}
