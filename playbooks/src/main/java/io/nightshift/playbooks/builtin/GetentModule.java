package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code getent}: entries of the host's user, group, host and other databases become facts. */
final class GetentModule implements TaskModule {
    private static final Set<String> WITH_COLONS = Set.of("passwd", "shadow", "group", "gshadow");
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "getent",
            "Reads entries of the host's name databases, such as passwd, group and hosts.",
            Parameter.string("database", "Which database.").must(),
            Parameter.string("key", "The one entry wanted; all when not given."),
            Parameter.string("service", "The only source to ask, such as `files`."),
            Parameter.string("split", "What separates the fields; `:` for passwd, shadow, group and gshadow."),
            Parameter.flag("fail_key", true, "Fail when there is no such entry."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(question(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return switch (now.command(question(args)).status()) {
            case 0 -> Plan.nothing();
            case 1 -> Plan.fail("Missing arguments, or database unknown.");
            case 2 ->
                args.flag("fail_key") || !args.has("key")
                        ? Plan.fail("One or more supplied key could not be found in the database.")
                        : Plan.nothing();
            case 3 -> Plan.fail("Enumeration not supported on this database.");
            default ->
                Plan.fail(
                        "getent failed: " + now.command(question(args)).stderr().strip());
        };
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Reading.CommandOutput output = before.command(question(args));
        Map<String, Object> entries = new LinkedHashMap<>();
        Set<String> repeated = new HashSet<>();
        for (String line : output.stdout().lines().toList()) {
            String[] fields = fields(args, line);
            List<Object> rest = new ArrayList<>(Arrays.asList(fields).subList(1, fields.length));
            if (!(entries.get(fields[0]) instanceof List<?> first)) {
                entries.put(fields[0], rest);
                continue;
            }
            List<Object> all = new ArrayList<>();
            if (repeated.add(fields[0])) {
                all.add(first);
            } else {
                all.addAll(first);
            }
            all.add(rest);
            entries.put(fields[0], all);
        }
        if (output.status() != 0) {
            putMissing(entries, args.string("key"));
        }
        Result result = output.status() == 0
                ? Result.unchanged()
                : Result.unchanged().message("One or more supplied key could not be found in the database.");
        return result.with("ansible_facts", Map.of("getent_" + args.string("database"), entries));
    }

    private static String[] fields(Args args, String line) {
        String split = args.optional("split").orElse(WITH_COLONS.contains(args.string("database")) ? ":" : "");
        return split.isEmpty() ? line.strip().split("\\s+") : line.split(Pattern.quote(split), -1);
    }

    private static Probe.Command question(Args args) {
        List<String> argv = new ArrayList<>(List.of("getent"));
        args.optional("service").ifPresent(service -> argv.addAll(List.of("-s", service)));
        argv.add(args.string("database"));
        args.optional("key").filter(key -> !key.isEmpty()).ifPresent(argv::add);
        return new Probe.Command(argv, null, Map.of());
    }

    @SuppressWarnings("NullAway") // a key that is not there is a null fact, as in Ansible
    private static void putMissing(Map<String, Object> entries, String key) {
        entries.put(key, null);
    }
}
