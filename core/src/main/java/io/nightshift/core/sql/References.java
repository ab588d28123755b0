package io.nightshift.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The order in which tables that refer to each other can be written and emptied. */
final class References {
    private References() {}

    /** Tables that others refer to come first; of those that refer to each other in a circle, any. */
    static <T> List<T> parentsFirst(List<T> all, Function<T, Table> table) {
        List<T> waiting = new ArrayList<>(all);
        List<T> sorted = new ArrayList<>();
        while (!waiting.isEmpty()) {
            T next = waiting.stream()
                    .filter(one -> table.apply(one).foreignKeys().stream()
                            .allMatch(key -> key.table().equals(table.apply(one).name())
                                    || waiting.stream()
                                            .noneMatch(other ->
                                                    table.apply(other).name().equals(key.table()))))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            sorted.add(next);
        }
        return sorted;
    }
}
