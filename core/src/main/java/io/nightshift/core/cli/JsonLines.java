package io.nightshift.core.cli;

import io.nightshift.core.run.RunEvent;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Every event as one JSON object a line, its kind under {@code event}. */
final class JsonLines implements RunEvent.Listener {
    private final PrintStream out;
    private final JsonMapper mapper = JsonMapper.builder().build();

    JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(RunEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", snake(event.getClass().getSimpleName()));
        for (var component : event.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(event);
                if (value != null) {
                    line.put(snake(component.getName()), plain(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        String text = mapper.writeValueAsString(line);
        synchronized (out) {
            out.println(text);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof java.time.Duration took) {
            return took.toMillis() / 1000.0;
        }
        return value instanceof Enum<?> || value instanceof io.nightshift.inventory.yaml.Position
                ? value.toString()
                : value;
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
