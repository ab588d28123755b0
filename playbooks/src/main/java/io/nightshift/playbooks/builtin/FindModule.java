package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files below some directories that fit a description. */
final class FindModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "find",
            "Finds files by name, age, size or content.",
            Parameter.of("paths", Type.STRINGS, "The directories to look in.")
                    .must()
                    .alias("name", "path"),
            Parameter.of(
                            "patterns",
                            Type.STRINGS,
                            "Names to find, as shell patterns or, with `use_regex`, expressions.")
                    .alias("pattern"),
            Parameter.of("excludes", Type.STRINGS, "Names to leave out, in the same way.")
                    .alias("exclude"),
            Parameter.flag("use_regex", false, "`patterns` and `excludes` are regular expressions."),
            Parameter.string("contains", "An expression that a line of the file has to begin with."),
            Parameter.flag("read_whole_file", false, "`contains` may match anywhere, across lines."),
            Parameter.string("file_type", "What to find.").or("file").oneOf("any", "directory", "file", "link"),
            Parameter.string(
                    "age", "At least so old, as `2d`; with a minus sign at most so old. Units are s, m, h, d and w."),
            Parameter.string("age_stamp", "Which time counts.").or("mtime").oneOf("atime", "ctime", "mtime"),
            Parameter.string(
                    "size",
                    "At least so large, as `10m`; with a minus sign at most so large. Units are b, k, m, g and t."),
            Parameter.flag("recurse", false, "Look in the directories below, too."),
            Parameter.of("depth", Type.INTEGER, "How many levels down to look with `recurse`."),
            Parameter.flag("hidden", false, "Find names that begin with a dot, too."),
            Parameter.flag("follow", false, "Follow links."),
            Parameter.flag("get_checksum", false, "Read the checksums of the files found."),
            Parameter.string("checksum_algorithm", "Which checksum.")
                    .or("sha1")
                    .oneOf("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
                    .alias("checksum", "checksum_algo"),
            Parameter.of("limit", Type.INTEGER, "Stop after so many files."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>();
        args.strings("paths").forEach(path -> probes.add(tree(args, path)));
        if (args.has("age")) {
            probes.add(FindFilter.TIME);
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            find(args, host);
            return Plan.nothing();
        });
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return find(args, new HostView(before));
    }

    private static Result find(Args args, HostView host) {
        FindFilter filter = new FindFilter(args, host);
        host.need(args.strings("paths").stream().map(path -> tree(args, path)).toList());
        List<PathState> fitting = new ArrayList<>();
        Map<String, Object> skipped = new LinkedHashMap<>();
        long examined = 0;
        for (String path : args.strings("paths")) {
            List<PathState> entries = FileTree.read(host, tree(args, path));
            if (entries.isEmpty() || !entries.get(0).isDirectory()) {
                skipped.put(path, "'" + path + "' is not a directory");
                continue;
            }
            examined += entries.size() - 1;
            entries.stream().skip(1).filter(entry -> filter.fits(entry)).forEach(fitting::add);
        }
        List<PathState> found = filter.containing(fitting);
        long limit = args.number("limit").orElse((long) found.size());
        List<Object> files = new ArrayList<>();
        for (PathState state : found.subList(0, (int) Math.min(limit, found.size()))) {
            Map<String, Object> facts = FileFacts.of(state, "");
            if (state.checksum() != null) {
                facts.put("checksum", state.checksum());
            }
            files.add(facts);
        }
        String message =
                skipped.isEmpty() ? "All paths examined" : "Not all paths examined, check warnings for details";
        return Result.unchanged()
                .message(message)
                .with("files", files)
                .with("matched", (long) files.size())
                .with("examined", examined)
                .with("skipped_paths", skipped);
    }

    private static Probe.Tree tree(Args args, String path) {
        int depth = args.flag("recurse") ? args.number("depth").orElse(0L).intValue() : 1;
        Checksum checksum = args.flag("get_checksum")
                ? Checksum.valueOf(args.string("checksum_algorithm").toUpperCase(Locale.ROOT))
                : Checksum.NONE;
        return new Probe.Tree(HostPath.withoutSlash(path), depth, args.flag("follow"), checksum, FileTree.MOST_ENTRIES);
    }
}
