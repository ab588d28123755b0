package io.nightshift.core.platform.posix.read;

import io.nightshift.playbooks.module.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What package managers say, brought to one form by the script: installed {@code NAME TAB ARCH TAB VERSION TAB held|-},
 * candidates {@code NAME TAB VERSION}, providers {@code NAME TAB WHAT IT PROVIDES, …}.
 */
final class PackageLines {
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> candidates = new LinkedHashMap<>();
    private final Map<String, List<String>> providers = new LinkedHashMap<>();
    private final List<String> held = new ArrayList<>();

    PackageLines(String installed, String available, String provided) {
        for (String[] line : fields(installed, 4)) {
            versions.putIfAbsent(line[0], line[2]);
            versions.put(line[0] + ":" + line[1], line[2]);
            if (line[3].equals("held")) {
                held.add(line[0]);
            }
        }
        for (String[] line : fields(available, 2)) {
            candidates.put(line[0], line[1]);
        }
        for (String[] line : fields(provided, 2)) {
            for (String what : line[1].split(",")) {
                String name = what.strip().replaceFirst("[ (=].*", "");
                providers.computeIfAbsent(name, key -> new ArrayList<>()).add(line[0]);
            }
        }
    }

    private static List<String[]> fields(String text, int count) {
        return Arrays.stream(text.split("\n"))
                .map(line -> line.split("\t", -1))
                .filter(line -> line.length >= count && !line[0].isEmpty())
                .toList();
    }

    Reading.PackageState state(String name) {
        @Nullable String candidate = candidates.get(name);
        return new Reading.PackageState(
                versions.get(name),
                candidate,
                held.contains(name),
                List.copyOf(providers.getOrDefault(name, List.of())));
    }
}
