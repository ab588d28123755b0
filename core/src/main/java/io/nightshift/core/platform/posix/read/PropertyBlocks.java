package io.nightshift.core.platform.posix.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code NAME=VALUE} lines, blocks separated by an empty line, as {@code systemctl show} prints them. */
final class PropertyBlocks {
    private PropertyBlocks() {}

    static List<Map<String, String>> read(String text) {
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (line.isEmpty() && !block.isEmpty()) {
                blocks.add(block);
                block = new LinkedHashMap<>();
            } else if (equals > 0) {
                block.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return blocks;
    }
}
