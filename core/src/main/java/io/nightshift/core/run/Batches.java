package io.nightshift.core.run;

import io.nightshift.playbooks.module.ModuleFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Slices a play's hosts into rings, as {@code serial} says; the last size repeats. */
final class Batches {
    private Batches() {}

    static List<List<String>> of(List<String> hosts, List<@Nullable Object> serial) {
        if (serial.isEmpty() || hosts.isEmpty()) {
            return hosts.isEmpty() ? List.of() : List.of(hosts);
        }
        List<List<String>> batches = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < hosts.size(); i++) {
            Object size = serial.get(Math.min(i, serial.size() - 1));
            int count = size(size, hosts.size());
            int to = count <= 0 ? hosts.size() : Math.min(hosts.size(), from + count);
            batches.add(hosts.subList(from, to));
            from = to;
        }
        return batches;
    }

    private static int size(@Nullable Object size, int all) {
        String text = String.valueOf(size).strip();
        try {
            if (text.endsWith("%")) {
                return Math.max(1, (int) (Double.parseDouble(text.substring(0, text.length() - 1)) / 100 * all));
            }
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ModuleFailure("`serial` must be numbers or percentages, not `" + text + "`");
        }
    }

    static List<String> ordered(List<String> hosts, String order, RandomGenerator random) {
        List<String> ordered = new ArrayList<>(hosts);
        switch (order) {
            case "reverse_inventory" -> Collections.reverse(ordered);
            case "sorted" -> ordered.sort(Comparator.naturalOrder());
            case "reverse_sorted" -> ordered.sort(Comparator.reverseOrder());
            case "shuffle" -> {
                for (int i = ordered.size() - 1; i > 0; i--) {
                    Collections.swap(ordered, i, random.nextInt(i + 1));
                }
            }
            default -> {}
        }
        return ordered;
    }
}
