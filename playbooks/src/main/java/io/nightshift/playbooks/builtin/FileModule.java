package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.RemovePath;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files, directories and links: that they are there or not, and whose they are. */
final class FileModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
            "file",
            "Makes and removes directories and links, and sets owner, group and mode.",
            Parameter.path("path", "What it is about, on the host.").must().alias("dest", "name"),
            Parameter.string(
                            "state",
                            "What is to be there. Without it: what is there already, else `file`; with `recurse`,"
                                    + " `directory`. `file` makes nothing; `touch` makes an empty file.")
                    .oneOf("absent", "directory", "file", "hard", "link", "touch"),
            Parameter.path("src", "Where a link leads; relative symbolic links stay relative."),
            Parameter.flag("recurse", false, "Owner, group and mode of everything below a directory, too."),
            Parameter.flag(
                    "force",
                    false,
                    "Links to what is not there yet, and links in place of a file or an empty directory."),
            Parameter.flag("follow", true, "Act on what a link leads to."),
            Parameter.string(
                    "modification_time",
                    "`preserve`, `now`, or a time in the host's zone. `touch` means `now`, the rest `preserve`."),
            Parameter.string("modification_time_format", "How it is written, in the letters of strftime(3).")
                    .or(FileTimes.FORMAT),
            Parameter.string("access_time", "As `modification_time`, for the time of the last access."),
            Parameter.string("access_time_format", "How it is written, in the letters of strftime(3).")
                    .or(FileTimes.FORMAT)));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        String path = path(args);
        List<Probe> probes = new ArrayList<>(List.of(Probe.Path.of(path)));
        if ("directory".equals(args.optional("state").orElse(""))) {
            probes.addAll(Directories.probes(path));
        } else if (args.has("src")) {
            probes.addAll(FileLinks.probes(path, args.string("src")));
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> plan(args, host));
    }

    private static Plan plan(Args args, HostView host) {
        FileAttributes attributes = FileAttributes.of(args);
        String path = target(args, host);
        String state = state(args, host.at(path));
        if (args.flag("recurse") && !state.equals("directory")) {
            throw new ModuleFailure("`recurse` needs `state: directory`, but here the state is " + state);
        }
        if (args.has("src") && !state.equals("link") && !state.equals("hard")) {
            throw new ModuleFailure("`src` needs `state: link` or `state: hard`, but here the state is " + state);
        }
        return Plan.of(
                switch (state) {
                    case "absent" -> absent(host.at(path));
                    case "directory" -> directory(args, host, path, attributes);
                    case "link" -> FileLinks.symbolic(args, host, path, attributes);
                    case "hard" -> FileLinks.hard(args, host, path, attributes);
                    case "touch" -> FileTimes.touch(args, host, path, attributes);
                    default -> file(args, host, path, attributes);
                });
    }

    /** A file that goes into a directory of the given name keeps the name of its source, except for symbolic links. */
    private static String target(Args args, HostView host) {
        String path = path(args);
        String state = args.optional("state").orElse("");
        boolean mayBeInside = args.has("src") && !state.equals("link") && !state.equals("absent");
        return mayBeInside && host.isDirectory(host.at(path))
                ? HostPath.join(path, HostPath.name(args.string("src")))
                : path;
    }

    private static String path(Args args) {
        return HostPath.withoutSlash(args.string("path"));
    }

    private static String state(Args args, PathState now) {
        String present = now.exists() ? HostPath.word(now) : args.flag("recurse") ? "directory" : "file";
        return args.optional("state").orElse(present);
    }

    private static List<Change> absent(PathState now) {
        return now.exists() ? List.of(new RemovePath(now.path())) : List.of();
    }

    private static List<Change> file(Args args, HostView host, String path, FileAttributes attributes) {
        PathState now = args.flag("follow") ? host.at(host.real(path)) : host.at(path);
        if (!now.isFile() && now.kind() != PathState.Kind.OTHER) {
            throw new ModuleFailure(
                    now.exists()
                            ? path + " is " + HostPath.phrase(now) + ", not a file"
                            : path
                                    + " is not there; `state: file` makes nothing, use `state: touch`, copy or template");
        }
        List<Change> changes = set(now, attributes);
        changes.addAll(FileTimes.changes(args, host, now, "preserve"));
        return changes;
    }

    private static List<Change> directory(Args args, HostView host, String path, FileAttributes attributes) {
        String real = args.flag("follow") ? host.real(path) : path;
        PathState now = host.at(real);
        if (!now.exists()) {
            return Directories.missing(host, real, attributes.fresh(true));
        }
        if (!now.isDirectory()) {
            throw new ModuleFailure(path + " is " + HostPath.phrase(now) + "; remove it first, or give another path");
        }
        List<Change> changes = args.flag("recurse")
                ? FileTree.changes(host, real, attributes, args.flag("follow"))
                : set(now, attributes);
        changes.addAll(FileTimes.changes(args, host, now, "preserve"));
        return changes;
    }

    /** The change of owner, group and mode that is due, in a list that may grow. */
    static List<Change> set(PathState now, FileAttributes attributes) {
        var missing = attributes.missing(now);
        return missing.keepsAll() ? new ArrayList<>() : new ArrayList<>(List.of(SetAttributes.of(now.path(), missing)));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        HostView host = new HostView(before);
        String path = target(args, host);
        String state = state(args, host.at(path));
        Result result = Result.of(done);
        boolean link = state.equals("link") || state.equals("hard") || state.equals("touch");
        result = result.with(link ? "dest" : "path", path);
        if (args.has("src")) {
            result = result.with("src", args.string("src"));
        }
        if (state.equals("absent")) {
            return result.with("state", "absent");
        }
        for (var value : HostView.described(Probe.Path.of(path), before, done).entrySet()) {
            result = result.with(value.getKey(), value.getValue());
        }
        return state.equals("hard") && args.has("src") ? hard(args, host, result) : result;
    }

    /** A hard link is what its source is. */
    private static Result hard(Args args, HostView host, Result result) {
        Map<String, Object> values = new LinkedHashMap<>();
        FileAttributes.describe(host.through(args.string("src")), values);
        Result full = result.with("state", "hard");
        for (var value : values.entrySet()) {
            full = full.values().containsKey(value.getKey()) ? full : full.with(value.getKey(), value.getValue());
        }
        return full;
    }
}
