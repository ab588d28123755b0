package io.nightshift.core.window;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Windows for tests, written as a technician writes them. */
final class AWindow {
    private AWindow() {}

    /** @param text the inside of one window, as flow YAML, such as {@code days: mon, start: "22:00", duration: 8h} */
    static MaintenanceWindow named(String name, String text) {
        Diagnostics problems = new Diagnostics();
        YamlNode node = new YamlReader(problems)
                .read("windows", "{" + name + ": {" + text + "}}")
                .orElseThrow();
        YamlNode.Entry entry = ((YamlNode.Mapping) node).entries().get(0);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        MaintenanceWindow window = new WindowReader(problems, Feeds.NONE, ZoneOffset.UTC, now)
                .read(entry)
                .orElse(null);
        if (window == null) {
            throw new AssertionError(problems.render());
        }
        return window;
    }

    /** The instant of a local time that is neither in a gap nor in an overlap. */
    static Instant at(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }
}
