package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.builtin.FakeHost.list;
import static io.nightshift.playbooks.builtin.FakeHost.map;
import static io.nightshift.playbooks.builtin.FakeHost.number;
import static io.nightshift.playbooks.builtin.FakeHost.text;

import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The databases of a {@link FakeHost}: {@code tables}, {@code schema} and {@code frozen}, of whichever database is asked for. */
final class FakeDatabases {
    private FakeDatabases() {}

    /** A {@code tables} that is a text is why they cannot be compared. */
    static Reading tables(Map<String, Object> described) {
        if (described.get("tables") instanceof String why) {
            return new Reading.Unreadable(why);
        }
        List<Reading.TableState> states = new ArrayList<>();
        map(described.get("tables")).forEach((name, it) -> {
            Map<String, Object> one = map(it);
            long source = number(one, "source", 0);
            states.add(new Reading.TableState(
                    name,
                    !Boolean.FALSE.equals(one.get("there")),
                    source,
                    number(one, "target", 0),
                    number(one, "missing", 0),
                    number(one, "extra", 0),
                    number(one, "different", 0),
                    text(one, "unlike", "")));
        });
        return new Reading.TablesDifference(states, texts(described, "differing"), texts(described, "unfinished"));
    }

    static Reading schema(Probe.SchemaState probe, Map<String, Object> schema) {
        List<Reading.PendingScript> pending = new ArrayList<>();
        for (String script : texts(schema, "pending")) {
            String version = script.startsWith("V") ? script.replaceFirst("^V([0-9]+)__.*", "$1") : "";
            pending.add(new Reading.PendingScript(
                    script,
                    version,
                    probe.order().scripts().stream().anyMatch(it -> it.name().startsWith("U" + version + "__"))));
        }
        return new Reading.SchemaState(text(schema, "version", ""), pending, texts(schema, "problems"));
    }

    private static List<String> texts(Map<String, Object> of, String name) {
        return list(of.get(name)).stream().map(String::valueOf).toList();
    }
}
