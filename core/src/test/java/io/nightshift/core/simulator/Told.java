package io.nightshift.core.simulator;

import io.nightshift.core.run.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An event as a line, the same one whenever the event is the same. */
final class Told {
    private Told() {}

    static String of(RunEvent event) {
        if (event instanceof RunEvent.TaskEnded ended) {
            return "ended " + ended.host() + " " + ended.task() + " " + ended.item() + " " + ended.status() + " "
                    + ended.message() + " " + value(ended.result()) + " " + ended.diff() + " " + ended.took();
        }
        if (event instanceof RunEvent.TaskStarted started) {
            return "started " + started.host() + " " + started.task();
        }
        return event.toString();
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, String> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), value(each)));
            return sorted.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Told::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }
}
