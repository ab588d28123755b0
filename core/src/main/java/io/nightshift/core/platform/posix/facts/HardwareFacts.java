package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memory, processors and what the firmware says of the machine. */
final class HardwareFacts {
    private static final Map<String, String> DMI = Map.ofEntries(
            Map.entry("bios_date", "bios_date"),
            Map.entry("bios_vendor", "bios_vendor"),
            Map.entry("bios_version", "bios_version"),
            Map.entry("board_asset_tag", "board_asset_tag"),
            Map.entry("board_name", "board_name"),
            Map.entry("board_serial", "board_serial"),
            Map.entry("board_vendor", "board_vendor"),
            Map.entry("board_version", "board_version"),
            Map.entry("chassis_asset_tag", "chassis_asset_tag"),
            Map.entry("chassis_serial", "chassis_serial"),
            Map.entry("chassis_vendor", "chassis_vendor"),
            Map.entry("chassis_version", "chassis_version"),
            Map.entry("product_name", "product_name"),
            Map.entry("product_serial", "product_serial"),
            Map.entry("product_uuid", "product_uuid"),
            Map.entry("product_version", "product_version"),
            Map.entry("sys_vendor", "system_vendor"));
    /** SMBIOS' numbers for chassis, from its specification 7.4.1. */
    private static final List<String> FORMS = List.of(
            "Unknown",
            "Other",
            "Unknown",
            "Desktop",
            "Low Profile Desktop",
            "Pizza Box",
            "Mini Tower",
            "Tower",
            "Portable",
            "Laptop",
            "Notebook",
            "Hand Held",
            "Docking Station",
            "All In One",
            "Sub Notebook",
            "Space-saving",
            "Lunch Box",
            "Main Server Chassis",
            "Expansion Chassis",
            "Sub Chassis",
            "Bus Expansion Chassis",
            "Peripheral Chassis",
            "RAID Chassis",
            "Rack Mount Chassis",
            "Sealed-case PC",
            "Multi-system",
            "CompactPCI",
            "AdvancedTCA",
            "Blade",
            "Blade Enclosure",
            "Tablet",
            "Convertible",
            "Detachable");

    private HardwareFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        memory(text, facts);
        processors(text, facts);
        DMI.forEach((file, name) -> {
            String value = text.line("/sys/class/dmi/id/" + file);
            facts.put(name, value.isEmpty() ? "NA" : value);
        });
        String form = text.line("/sys/class/dmi/id/chassis_type");
        int number = form.matches("\\d{1,3}") ? Integer.parseInt(form) : 0;
        facts.put("form_factor", number > 0 && number < FORMS.size() ? FORMS.get(number) : "NA");
    }

    private static void memory(FactText text, Map<String, Object> facts) {
        Map<String, Long> kib = new LinkedHashMap<>();
        for (String line : text.lines("/proc/meminfo")) {
            String[] words = line.split("[:\\s]+");
            if (words.length >= 2 && words[1].matches("\\d+")) {
                kib.put(words[0], Long.parseLong(words[1]));
            }
        }
        long total = mb(kib, "MemTotal");
        long free = mb(kib, "MemFree");
        long cached = mb(kib, "Cached");
        long buffers = mb(kib, "Buffers");
        long swapTotal = mb(kib, "SwapTotal");
        long swapFree = mb(kib, "SwapFree");
        facts.put("memtotal_mb", total);
        facts.put("memfree_mb", free);
        facts.put("swaptotal_mb", swapTotal);
        facts.put("swapfree_mb", swapFree);
        facts.put(
                "memory_mb",
                Map.of(
                        "real", Map.of("total", total, "used", total - free, "free", free),
                        "nocache", Map.of("free", free + cached + buffers, "used", total - free - cached - buffers),
                        "swap",
                                Map.of(
                                        "total",
                                        swapTotal,
                                        "free",
                                        swapFree,
                                        "used",
                                        swapTotal - swapFree,
                                        "cached",
                                        mb(kib, "SwapCached"))));
    }

    private static long mb(Map<String, Long> kib, String name) {
        return kib.getOrDefault(name, 0L) / 1024;
    }

    private static void processors(FactText text, Map<String, Object> facts) {
        List<String> described = new ArrayList<>();
        Set<String> sockets = new HashSet<>();
        long threads = 0;
        long coresPerSocket = 0;
        long siblings = 0;
        Object flags = List.of();
        for (String line : text.lines("/proc/cpuinfo")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            switch (name) {
                case "processor" -> {
                    threads++;
                    described.add(value);
                }
                case "vendor_id", "model name", "Processor" -> described.add(value);
                case "physical id" -> sockets.add(value);
                case "cpu cores" -> coresPerSocket = Long.parseLong(value);
                case "siblings" -> siblings = Long.parseLong(value);
                case "flags", "Features" -> flags = List.of(value.split("\\s+"));
                default -> {}
            }
        }
        long count = sockets.isEmpty() ? Math.max(1, threads) : sockets.size();
        long each = coresPerSocket > 0 ? coresPerSocket : 1;
        long perCore = siblings > 0 && coresPerSocket > 0 ? siblings / coresPerSocket : 1;
        facts.put("processor", described);
        facts.put("processor_count", count);
        facts.put("processor_cores", each);
        facts.put("processor_threads_per_core", perCore);
        facts.put("processor_vcpus", count * each * perCore);
        facts.put("processor_nproc", Math.max(1, threads));
        facts.put("flags", flags);
    }
}
