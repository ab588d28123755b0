package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.CopyOnHost;
import io.nightshift.playbooks.module.FileChange.MakeDirectory;
import io.nightshift.playbooks.module.FileChange.MakeLink;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies made on the host itself: copy with {@code remote_src}. */
final class HostCopy {
    private HostCopy() {}

    static List<Probe> probes(Args args) {
        String source = args.string("src");
        List<Probe> probes = new ArrayList<>(FileTarget.probes(args.string("dest"), HostPath.name(source)));
        probes.add(Probe.Path.withSha256(HostPath.withoutSlash(source)));
        if (args.has("checksum")) {
            probes.add(sha1(args));
        }
        return probes;
    }

    static Plan plan(Args args, HostView host) {
        if (!args.has("src")) {
            throw new ModuleFailure("`remote_src` needs `src`, a path on the host");
        }
        PathState source = source(args, host);
        if (!source.exists()) {
            throw new ModuleFailure(args.string("src") + " is not there on the host, so it cannot be copied");
        }
        return Plan.of(source.isDirectory() ? tree(args, host) : file(args, host, source));
    }

    private static PathState source(Args args, HostView host) {
        return host.state(Probe.Path.withSha256(HostPath.withoutSlash(args.string("src"))));
    }

    private static List<Change> file(Args args, HostView host, PathState source) {
        if (!source.isFile()) {
            throw new ModuleFailure(args.string("src") + " is " + HostPath.phrase(source) + ", not a file");
        }
        if (args.has("checksum")
                && !args.string("checksum")
                        .equalsIgnoreCase(host.state(sha1(args)).checksum())) {
            throw new ModuleFailure(args.string("src") + " does not have the SHA-1 that `checksum` gives");
        }
        List<Change> changes = FileTarget.parents(args, host);
        String path = FileTarget.path(args, host, HostPath.name(args.string("src")));
        PathState now = host.summed(path);
        String validate = args.optional("validate").orElse(null);
        if (validate != null && !validate.contains("%s")) {
            throw new ModuleFailure("`validate` must hold %s where the path of the file to check belongs");
        }
        FileAttributes attributes = FileAttributes.of(args);
        if (args.optional("mode").orElse("").equals("preserve")) {
            attributes = attributes.withMode(FileAttributes.octal(source.mode()));
        }
        if (now.exists() && !args.flag("force")) {
            return List.of();
        }
        if (now.isFile() && String.valueOf(source.checksum()).equals(now.checksum())) {
            changes.addAll(FileModule.set(now, attributes));
        } else {
            changes.add(new CopyOnHost(
                    path, source.path(), attributes.wanted(now, false), validate, args.flag("backup") && now.exists()));
        }
        return changes;
    }

    private static List<Change> tree(Args args, HostView host) {
        String from = HostPath.withoutSlash(args.string("src"));
        String dest = HostPath.withoutSlash(args.string("dest"));
        String base = args.string("src").endsWith("/") ? dest : HostPath.join(dest, HostPath.name(from));
        boolean followLinks = args.flag("local_follow");
        Probe.Tree there = FileTree.probe(from, followLinks, Checksum.SHA256);
        Probe.Tree here = FileTree.probe(base, false, Checksum.SHA256);
        host.need(there, here);
        FileAttributes attributes = FileAttributes.of(args);
        FileAttributes owners =
                attributes.withMode(args.optional("directory_mode").orElse(null));
        Map<String, PathState> present = byPath(FileTree.read(host, here));
        List<Change> changes = new ArrayList<>(Directories.missing(host, HostPath.parent(base), owners.fresh(true)));
        for (PathState source : FileTree.read(host, there)) {
            String path =
                    source.path().equals(from) ? base : base + source.path().substring(from.length());
            PathState now = present.getOrDefault(path, PathState.absent(path));
            String mode =
                    args.optional("mode").filter(it -> !it.equals("preserve")).orElse(null);
            if (source.isDirectory()) {
                directory(changes, source, now, owners);
            } else if (source.isLink()) {
                link(changes, source, now);
            } else if (source.isFile()) {
                String asked = mode != null ? mode : now.exists() ? null : FileAttributes.octal(source.mode());
                file(args, changes, source, now, attributes.withMode(asked));
            }
        }
        return changes;
    }

    private static void directory(List<Change> changes, PathState source, PathState now, FileAttributes attributes) {
        if (now.isDirectory()) {
            changes.addAll(FileModule.set(now, attributes));
            return;
        }
        if (now.exists()) {
            throw new ModuleFailure(now.path() + " is " + HostPath.phrase(now) + ", but a directory is to go there");
        }
        String mode = attributes.mode() == null ? FileAttributes.octal(source.mode()) : attributes.mode();
        changes.add(new MakeDirectory(now.path(), attributes.withMode(mode).fresh(true)));
    }

    private static void link(List<Change> changes, PathState source, PathState now) {
        String target = String.valueOf(source.linkTarget());
        if (!now.isLink() || !target.equals(now.linkTarget())) {
            changes.add(new MakeLink(now.path(), target, false));
        }
    }

    private static void file(
            Args args, List<Change> changes, PathState source, PathState now, FileAttributes attributes) {
        if (now.exists() && !args.flag("force")) {
            return;
        }
        if (now.isFile() && String.valueOf(source.checksum()).equals(now.checksum())) {
            Attributes missing = attributes.missing(now);
            if (!missing.keepsAll()) {
                changes.add(SetAttributes.of(now.path(), missing));
            }
            return;
        }
        changes.add(new CopyOnHost(
                now.path(), source.path(), attributes.wanted(now, false), null, args.flag("backup") && now.exists()));
    }

    private static Map<String, PathState> byPath(List<PathState> states) {
        Map<String, PathState> all = new HashMap<>();
        states.forEach(state -> all.put(state.path(), state));
        return all;
    }

    private static Probe.Path sha1(Args args) {
        return new Probe.Path(HostPath.withoutSlash(args.string("src")), true, Checksum.SHA1);
    }

    static Result result(Args args, Result result, Readings before, List<Outcome> done) {
        HostView host = new HostView(before);
        if (!before.has(Probe.Path.withSha256(HostPath.withoutSlash(args.string("src"))))
                || !source(args, host).isFile()) {
            return result.with("dest", args.string("dest"));
        }
        String path = FileTarget.path(args, host, HostPath.name(args.string("src")));
        Result full = result.with("dest", path);
        Map<String, Object> values =
                new HashMap<>(HostView.described(new Probe.Path(path, false, Checksum.SHA256), before, done));
        if (values.isEmpty() && Outcomes.made(done, CopyOnHost.class).isPresent()) {
            Attributes given =
                    ((CopyOnHost) Outcomes.made(done, CopyOnHost.class).get().change()).attributes();
            FileAttributes.describeWritten(
                    host.summed(path), given, source(args, host).size(), values);
        }
        for (var value : values.entrySet()) {
            full = full.with(value.getKey(), value.getValue());
        }
        return FileTarget.backup(full, done);
    }
}
