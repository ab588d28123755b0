package io.nightshift.core.window;

import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.WrittenVariable;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the definitions of windows from everywhere in an inventory; a name means the same everywhere. */
final class Definitions {
    private static final String EXAMPLE = "write `NAME: {days: mon-fri, start: \"22:00\", duration: 8h}`";

    private final Diagnostics problems;
    private final WindowReader reader;
    private final Map<String, YamlNode.Entry> written = new LinkedHashMap<>();

    Definitions(Diagnostics problems, Feeds feeds, Clock clock) {
        this.problems = problems;
        this.reader = new WindowReader(problems, feeds, clock.getZone(), clock.instant());
    }

    /** Every window that could be read, by name. */
    Map<String, MaintenanceWindow> read(Inventory inventory) {
        inventory.written(WrittenVariable.WINDOWS).forEach(variable -> gather(variable.value()));
        Map<String, MaintenanceWindow> windows = new TreeMap<>();
        written.values().forEach(entry -> reader.read(entry).ifPresent(window -> windows.put(window.name(), window)));
        return windows;
    }

    /** Every name there is, also of windows that could not be read. */
    Set<String> names() {
        return Collections.unmodifiableSet(written.keySet());
    }

    private void gather(YamlNode value) {
        if (value instanceof YamlNode.Mapping windows) {
            windows.entries().forEach(this::gather);
        } else if (!(value instanceof YamlNode.Scalar nothing && nothing.isNull())) {
            problems.error(
                    value.position(),
                    1,
                    "`maintenance_windows` should be a mapping of names to windows, but it is " + value.kind(),
                    EXAMPLE);
        }
    }

    private void gather(YamlNode.Entry entry) {
        String name = entry.key().text();
        if (!name.matches("[\\w.-]+")) {
            problems.error(
                    entry.key(),
                    "`" + name + "` cannot be the name of a window",
                    "names are made of letters, digits, `_`, `-` and `.`");
            return;
        }
        YamlNode.Entry before = written.putIfAbsent(name, entry);
        if (before != null
                && !Objects.equals(before.value().toValue(), entry.value().toValue())) {
            problems.error(
                    entry.key(),
                    "the window `" + name + "` is defined a second time, and differently",
                    "the other place is " + problems.shown(before.key().position())
                            + "; a name means the same window for every host, so give one of them another name");
        }
    }
}
