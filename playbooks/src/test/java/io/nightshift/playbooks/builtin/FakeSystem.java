package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.builtin.FakeHost.list;
import static io.nightshift.playbooks.builtin.FakeHost.map;
import static io.nightshift.playbooks.builtin.FakeHost.number;
import static io.nightshift.playbooks.builtin.FakeHost.text;

import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of a {@link FakeHost} that is not files and accounts: packages, services, facts, the network. */
final class FakeSystem {
    private FakeSystem() {}

    static Reading answer(Probe probe, Map<String, Object> described) {
        if (probe instanceof Probe.Packages at) {
            return packages(at, map(described.get("packages")));
        }
        if (probe instanceof Probe.PackageIndex) {
            Object age = described.get("index_age");
            return new Reading.PackageIndexAge(age == null ? null : (Long) age);
        }
        if (probe instanceof Probe.Service at) {
            return service(map(described.get("services")).get(at.name()));
        }
        if (probe instanceof Probe.AllServices) {
            Map<String, Reading.Service> all = new LinkedHashMap<>();
            map(described.get("services")).forEach((name, it) -> all.put(name, service(it)));
            return new Reading.Services(all);
        }
        if (probe instanceof Probe.Facts) {
            return new Reading.Facts(map(described.get("facts")));
        }
        if (probe instanceof Probe.Http at) {
            return response(
                    map(map(described.get("http")).get(at.request().url())),
                    at.request().url());
        }
        if (probe instanceof Probe.TreeDifference at) {
            return difference(map(map(described.get("trees")).get(at.order().source())));
        }
        if (probe instanceof Probe.TablesDifference) {
            return FakeDatabases.tables(described);
        }
        if (probe instanceof Probe.SchemaState at) {
            return FakeDatabases.schema(at, map(described.get("schema")));
        }
        if (probe instanceof Probe.FrozenState) {
            Object frozen = described.get("frozen");
            return new Reading.FrozenState(
                    !Boolean.FALSE.equals(frozen),
                    Boolean.TRUE.equals(frozen),
                    Boolean.FALSE.equals(frozen) ? null : "on");
        }
        if (probe instanceof Probe.Await) {
            Map<String, Object> await = map(described.get("await"));
            return new Reading.Awaited(
                    Boolean.TRUE.equals(await.get("met")), number(await, "seconds", 0), text(await, "detail", ""));
        }
        throw new AssertionError("the fake host cannot answer " + probe);
    }

    /** Packages of the case by name; a package not mentioned is neither installed nor to be had. */
    private static Reading packages(Probe.Packages probe, Map<String, Object> known) {
        Map<String, Reading.PackageState> states = new LinkedHashMap<>();
        for (String name : probe.names()) {
            Map<String, Object> one = map(known.get(name));
            states.put(
                    name,
                    new Reading.PackageState(
                            (String) one.get("installed"),
                            probe.candidates() ? (String) one.get("candidate") : null,
                            Boolean.TRUE.equals(one.get("held")),
                            list(one.get("providers")).stream()
                                    .map(String::valueOf)
                                    .toList()));
        }
        return new Reading.Packages(states);
    }

    private static Reading.Service service(Object described) {
        Map<String, Object> one = map(described);
        if (one.isEmpty()) {
            return new Reading.Service(false, "inactive", "", Map.of());
        }
        Map<String, String> properties = map(one.get("properties")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> String.valueOf(it.getValue())));
        return new Reading.Service(true, text(one, "active", "inactive"), text(one, "enabled", "disabled"), properties);
    }

    private static Reading difference(Map<String, Object> one) {
        if (one.isEmpty()) {
            return new Reading.Unreadable("there is no such tree");
        }
        return new Reading.TreeDifference(
                number(one, "files", 0),
                number(one, "bytes", 0),
                number(one, "others", 0),
                number(one, "removals", 0),
                number(one, "attributes", 0),
                number(one, "unchanged", 0),
                0,
                list(one.get("lines")).stream().map(String::valueOf).toList(),
                text(one, "summary", ""));
    }

    private static Reading response(Map<String, Object> one, String url) {
        Map<String, String> headers = map(one.get("headers")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> String.valueOf(it.getValue())));
        boolean answered = one.containsKey("status");
        return new Reading.HttpResponse(
                answered ? (int) number(one, "status", 200) : -1,
                headers,
                text(one, "body", "").getBytes(StandardCharsets.UTF_8),
                text(one, "url", url),
                answered ? null : text(one, "problem", "connection refused"));
    }
}
