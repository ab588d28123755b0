package io.nightshift.core.platform.posix.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mounted file systems with a device, and their sizes: {@code stat -f -c '%S %b %a %f %c %d %n'}. */
final class MountFacts {
    private static final int SIZE_FIELDS = 7;

    private MountFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        Map<String, long[]> sizes = new HashMap<>();
        for (String line : text.section("sizes").split("\n")) {
            String[] words = line.split(" ", SIZE_FIELDS);
            if (words.length == SIZE_FIELDS) {
                long[] numbers = new long[SIZE_FIELDS - 1];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = words[i].matches("\\d+") ? Long.parseLong(words[i]) : 0;
                }
                sizes.put(words[SIZE_FIELDS - 1], numbers);
            }
        }
        Map<String, String> uuids = new HashMap<>();
        for (String line : text.section("uuids").split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                uuids.put(line.substring(space + 1), line.substring(0, space));
            }
        }
        List<Object> mounts = new ArrayList<>();
        for (String line : text.section("mounts").split("\n")) {
            String[] words = line.split(" ");
            // Ansible lists what has a device or a server.
            if (words.length < 4 || !(words[0].startsWith("/") || words[0].contains(":/"))) {
                continue;
            }
            mounts.add(mount(words, sizes.get(unescaped(words[1])), uuids));
        }
        facts.put("mounts", mounts);
    }

    private static Map<String, Object> mount(
            String[] words, long @org.jspecify.annotations.Nullable [] size, Map<String, String> uuids) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("mount", unescaped(words[1]));
        mount.put("device", unescaped(words[0]));
        mount.put("fstype", words[2]);
        mount.put("options", words[3]);
        mount.put("dump", 0L);
        mount.put("passno", 0L);
        mount.put("uuid", uuids.getOrDefault(words[0], "N/A"));
        if (size != null) {
            mount.put("size_total", size[0] * size[1]);
            mount.put("size_available", size[0] * size[2]);
            mount.put("block_size", size[0]);
            mount.put("block_total", size[1]);
            mount.put("block_available", size[2]);
            mount.put("block_used", size[1] - size[2]);
            mount.put("inode_total", size[4]);
            mount.put("inode_available", size[5]);
            mount.put("inode_used", size[4] - size[5]);
        }
        return mount;
    }

    /** The kernel writes blanks, line breaks and backslashes in octal. */
    static String unescaped(String name) {
        return name.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
