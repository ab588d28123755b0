package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code setup} and {@code gather_facts} share. */
final class FactsTask {
    private static final String PREFIX = "ansible_";

    private FactsTask() {}

    static Parameter[] parameters() {
        return new Parameter[] {
            Parameter.of("gather_subset", Parameter.Type.STRINGS, "Kinds of facts, `!kind` to leave one out.")
                    .or(List.of("all")),
            Parameter.of("filter", Parameter.Type.STRINGS, "Patterns of names; only those facts are returned."),
            Parameter.path("fact_path", "Directory of the host's own facts.").or("/etc/ansible/facts.d"),
            Parameter.of("gather_timeout", Parameter.Type.INTEGER, "Accepted; every fact has its own time limit.")
        };
    }

    static Probe.Facts probe(Args args) {
        List<String> subset = args.strings("gather_subset");
        return new Probe.Facts(subset.equals(List.of("all")) ? List.of() : subset, args.string("fact_path"));
    }

    /** Facts under the names that Ansible's setup returns them by, {@code ansible_} in front. */
    static Result result(Args args, Readings before) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<Wildcard> filters = args.strings("filter").stream()
                .filter(pattern -> !pattern.isEmpty())
                .map(Wildcard::of)
                .toList();
        before.get(probe(args), Reading.Facts.class).facts().forEach((name, value) -> {
            String full = name.startsWith(PREFIX) ? name : PREFIX + name;
            boolean wanted = filters.isEmpty()
                    || filters.stream()
                            .anyMatch(
                                    filter -> filter.matches(full) || filter.matches(full.substring(PREFIX.length())));
            if (wanted) {
                facts.put(full, value);
            }
        });
        return Result.unchanged().with("ansible_facts", facts);
    }
}
