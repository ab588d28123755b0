package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.ConversionArguments;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import io.nightshift.playbooks.module.TreeChange.BringTree;
import io.nightshift.playbooks.module.TreeOrder;
import io.nightshift.playbooks.module.TreeOrder.TreeConversion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tree of files that comes from another machine, and is proved to have arrived. */
final class TransferModule implements TaskModule {
    private static final Pattern RATE = Pattern.compile("(\\d{1,12})([KMG]?)(?:i?B)?(?:/s)?");
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "transfer",
            "Brings a directory or a file from another machine, and proves that it arrived.",
            Parameter.string("from", "The host of the inventory that it comes from, or `controller`.")
                    .must(),
            Parameter.path("src", "The directory there, whose content is meant, or a file; absolute.")
                    .must(),
            Parameter.path(
                            "dest",
                            "Where it comes to, on the host of the task; absolute. The directory above must be there.")
                    .must(),
            Parameter.of(
                    "include",
                    Parameter.Type.STRINGS,
                    "Patterns of paths; only these are brought. `*` stands for anything in a name, `**` also for slashes."),
            Parameter.of("exclude", Parameter.Type.STRINGS, "Patterns of paths that are neither brought nor removed."),
            Parameter.flag("delete_extra", false, "Remove what the source does not have; it comes back with an undo.")
                    .alias("delete"),
            Parameter.string("compare", "How files are compared that are there: by size and time, or by their bytes.")
                    .oneOf("times", "content")
                    .or("times"),
            Parameter.flag("numeric_owner", false, "Keep owners by their numbers and not by their names."),
            Parameter.string("bandwidth", "At most so many bytes in a second, such as `20M`."),
            Parameter.string(
                            "stop_at",
                            "When to stop though it is not through: at the end of the maintenance window, as `rule` says for"
                                    + " that window's closing, or only at the `end`. What is left comes in the next window.")
                    .oneOf("rule", "window", "end")
                    .or("rule"),
            Parameter.of(
                    "convert",
                    Parameter.Type.LIST,
                    "Contents that are converted on the way, without a loss or not at all: each with `include`, patterns of"
                            + " paths, and the parameters of `convert` (`from`, `to`, `line_ends`, `from_form` …)."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(new Probe.TreeDifference(order(args)));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            TreeOrder order = order(args);
            Probe.TreeDifference probe = new Probe.TreeDifference(order);
            Reading.TreeDifference difference = host.need(probe).readings().get(probe, Reading.TreeDifference.class);
            return difference.isNothing()
                    ? Plan.nothing()
                    : Plan.of(new BringTree(order, difference.summary(), difference.lines()));
        });
    }

    private static TreeOrder order(Args args) {
        return new TreeOrder(
                args.string("from"),
                absolute(args, "src"),
                absolute(args, "dest"),
                args.strings("include"),
                args.strings("exclude"),
                args.flag("delete_extra"),
                args.string("compare").equals("content"),
                args.flag("numeric_owner"),
                rate(args),
                switch (args.string("stop_at")) {
                    case "window" -> TreeOrder.Stop.WINDOW;
                    case "end" -> TreeOrder.Stop.END;
                    default -> TreeOrder.Stop.RULE;
                },
                conversions(args));
    }

    private static List<TreeConversion> conversions(Args args) {
        List<TreeConversion> conversions = new ArrayList<>();
        for (Object entry : args.list("convert")) {
            try {
                conversions.add(conversion(entry));
            } catch (IllegalArgumentException e) {
                throw new ModuleFailure("entry " + (conversions.size() + 1) + " of `convert`: " + e.getMessage());
            }
        }
        return conversions;
    }

    private static TreeConversion conversion(Object entry) {
        if (!(entry instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("`" + entry + "` is no mapping");
        }
        List<String> include = new ArrayList<>();
        Map<String, Object> how = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            if (!"include".equals(key)) {
                how.put(String.valueOf(key), value == null ? "" : value);
            } else if (value instanceof List<?> several) {
                several.forEach(pattern -> include.add(String.valueOf(pattern)));
            } else {
                include.add(String.valueOf(value));
            }
        });
        ConversionArguments.conversion(how);
        return new TreeConversion(include, how);
    }

    private static String absolute(Args args, String name) {
        String path = args.string(name);
        if (!path.startsWith("/")) {
            throw new ModuleFailure("`" + name + "` must be an absolute path, not `" + path + "`");
        }
        String plain = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        if (List.of(plain.split("/")).contains("..")) {
            throw new ModuleFailure("`" + name + "` must be a path without `..`, not `" + path + "`");
        }
        if (plain.equals("/") && name.equals("dest")) {
            throw new ModuleFailure("`dest` is a whole machine; name a directory on it");
        }
        return plain;
    }

    private static long rate(Args args) {
        String text = args.optional("bandwidth").orElse("");
        if (text.isEmpty()) {
            return 0;
        }
        Matcher rate = RATE.matcher(text);
        if (!rate.matches() || Long.parseLong(rate.group(1)) == 0) {
            throw new ModuleFailure(
                    "`bandwidth` must be a number of bytes in a second, such as 500K or 20M, not `" + text + "`");
        }
        int steps = " KMG".indexOf(rate.group(2).isEmpty() ? " " : rate.group(2));
        return Long.parseLong(rate.group(1)) << (10 * steps);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done);
        if (before.all().get(new Probe.TreeDifference(order(args))) instanceof Reading.TreeDifference difference) {
            result = result.with("files", difference.files())
                    .with("bytes", difference.bytes())
                    .with("removed", difference.removals())
                    .with("unchanged", difference.unchanged());
        }
        if (!done.isEmpty()
                && done.get(0) instanceof Outcome.Done made
                && made.stdout().matches("\\d+")) {
            result = result.with("sent_bytes", Long.parseLong(made.stdout()));
        }
        return result.with("src", args.string("src")).with("dest", args.string("dest"));
    }
}
