package io.nightshift.core.platform.posix.facts;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Block devices and their partitions, from {@code /sys/block}. */
final class DeviceFacts {
    private static final Pattern SIZE = Pattern.compile("/sys/block/([^/]+)/size");
    private static final Pattern PART = Pattern.compile("/sys/block/([^/]+)/([^/]+)/size");
    private static final int SECTOR = 512;
    private static final String[] UNITS = {"Bytes", "KB", "MB", "GB", "TB", "PB"};

    private DeviceFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        Map<String, Object> devices = new LinkedHashMap<>();
        for (String path : text.files().keySet()) {
            Matcher size = SIZE.matcher(path);
            if (size.matches() && !size.group(1).startsWith("ram")) {
                devices.put(size.group(1), device(text, size.group(1)));
            }
        }
        facts.put("devices", devices);
    }

    private static Map<String, Object> device(FactText text, String name) {
        String at = "/sys/block/" + name + "/";
        Map<String, Object> device = new LinkedHashMap<>();
        put(device, "vendor", orNull(text.line(at + "device/vendor")));
        put(device, "model", orNull(text.line(at + "device/model")));
        device.put("removable", text.line(at + "removable"));
        device.put("rotational", text.line(at + "queue/rotational"));
        device.put("sectors", text.line(at + "size"));
        device.put("sectorsize", text.line(at + "queue/logical_block_size"));
        device.put("size", human(text.line(at + "size")));
        Map<String, Object> partitions = new LinkedHashMap<>();
        for (String path : text.files().keySet()) {
            Matcher part = PART.matcher(path);
            if (part.matches() && part.group(1).equals(name)) {
                Map<String, Object> partition = new LinkedHashMap<>();
                partition.put("sectors", text.line(path));
                partition.put("start", text.line(at + part.group(2) + "/start"));
                partition.put("sectorsize", (long) SECTOR);
                partition.put("size", human(text.line(path)));
                partitions.put(part.group(2), partition);
            }
        }
        device.put("partitions", partitions);
        return device;
    }

    private static @Nullable Object orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    @SuppressWarnings("NullAway") // a device may have no vendor, as in Ansible
    private static void put(Map<String, Object> device, String name, @Nullable Object value) {
        device.put(name, value);
    }

    static String human(String sectors) {
        double size = sectors.matches("\\d+") ? Double.parseDouble(sectors) * SECTOR : 0;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", size, UNITS[unit]);
    }
}
