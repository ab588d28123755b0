package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code wait_for}: goes on once a port answers, a file is there or a text appears in it; the waiting is done on the host. */
final class WaitForModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "wait_for",
                    "Waits until a port answers, a file appears or holds a text, or the opposite.",
                    Parameter.string("host", "Whose port, seen from the host of the task.")
                            .or("127.0.0.1"),
                    Parameter.of("port", Type.INTEGER, "TCP port to wait for."),
                    Parameter.path("path", "File to wait for."),
                    Parameter.string("search_regex", "What the file must hold, or the port must say."),
                    Parameter.string("state", "What to wait for.")
                            .or("started")
                            .oneOf("started", "present", "stopped", "absent", "drained"),
                    Parameter.of("delay", Type.INTEGER, "Seconds before the first look.")
                            .or(0L),
                    Parameter.of("timeout", Type.INTEGER, "Seconds after which to give up.")
                            .or(300L),
                    Parameter.of("sleep", Type.INTEGER, "Seconds between looks.")
                            .or(1L),
                    Parameter.of("connect_timeout", Type.INTEGER, "Seconds for one connection attempt.")
                            .or(5L),
                    Parameter.string("msg", "What to say when giving up."))
            .exclusive("port", "path");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(waiting(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        String state = args.string("state");
        if (args.has("path") && (state.equals("stopped") || state.equals("drained"))) {
            return Plan.fail("state=" + state + " should only be used for checking a port in the wait_for module");
        }
        if (state.equals("drained") && !args.has("port")) {
            return Plan.fail("state=drained needs the port to watch");
        }
        Reading.Awaited awaited = now.get(waiting(args), Reading.Awaited.class);
        if (awaited.met() || isPlainWait(args)) {
            return Plan.nothing();
        }
        return Plan.fail(args.optional("msg").orElseGet(() -> complaint(args)));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Reading.Awaited awaited = before.get(waiting(args), Reading.Awaited.class);
        List<Object> groups = new ArrayList<>();
        args.optional("search_regex").ifPresent(regex -> groups.addAll(groups(regex, awaited.detail())));
        return Result.unchanged()
                .with("state", args.string("state"))
                .with("port", args.raw("port"))
                .with("path", args.raw("path"))
                .with("search_regex", args.raw("search_regex"))
                .with("match_groups", groups)
                .with("match_groupdict", Map.of())
                .with("elapsed", awaited.seconds());
    }

    /** Without port and path it only lets the time pass. */
    private static boolean isPlainWait(Args args) {
        return !args.has("port") && !args.has("path");
    }

    private static Probe.Await waiting(Args args) {
        Duration limit = seconds(args, "timeout");
        Duration delay = seconds(args, "delay");
        if (isPlainWait(args)) {
            Probe.Condition never = new Probe.Condition.FileAt("/", false, null);
            return new Probe.Await(never, delay, limit, limit);
        }
        return new Probe.Await(condition(args), delay, seconds(args, "sleep"), limit);
    }

    private static Probe.Condition condition(Args args) {
        String state = args.string("state");
        boolean there = state.equals("started") || state.equals("present");
        String regex =
                there ? args.optional("search_regex").map(ExtendedRegex::of).orElse(null) : null;
        if (args.has("path")) {
            return new Probe.Condition.FileAt(args.string("path"), there, regex);
        }
        long port = args.number("port").orElse(0L);
        if (port < 1 || port > 65535) {
            throw new ModuleFailure("`port` must be from 1 to 65535, not " + port);
        }
        if (state.equals("drained")) {
            return new Probe.Condition.Drained(args.string("host"), (int) port);
        }
        return regex == null
                ? new Probe.Condition.Port(args.string("host"), (int) port, there)
                : new Probe.Condition.Greeting(args.string("host"), (int) port, regex);
    }

    private static String complaint(Args args) {
        String place = args.has("path") ? args.string("path") : args.string("host") + ":" + args.raw("port");
        return switch (args.string("state")) {
            case "stopped", "absent" ->
                "Timeout when waiting for " + place + (args.has("path") ? " to be absent." : " to stop.");
            case "drained" -> "Timeout when waiting for " + place + " to drain";
            default ->
                args.has("search_regex")
                        ? "Timeout when waiting for search string " + args.string("search_regex") + " in " + place
                        : "Timeout when waiting for " + (args.has("path") ? "file " : "") + place;
        };
    }

    private static List<Object> groups(String regex, String text) {
        List<Object> groups = new ArrayList<>();
        try {
            Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
            if (matcher.find()) {
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    groups.add(matcher.group(i) == null ? "" : matcher.group(i));
                }
            }
        } catch (PatternSyntaxException e) {
            return List.of(); // it matched on the host; only its groups cannot be told apart here
        }
        return groups;
    }

    private static Duration seconds(Args args, String parameter) {
        return Duration.ofSeconds(Math.max(0, args.number(parameter).orElse(0L)));
    }
}
