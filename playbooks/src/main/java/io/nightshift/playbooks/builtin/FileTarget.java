package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code dest} of copy and template: a file, or a directory that the file goes into under its own name. */
final class FileTarget {
    private FileTarget() {}

    /** @param name what the file is called in a directory; null when it has no name of its own */
    static List<Probe> probes(String dest, @Nullable String name) {
        List<Probe> probes = new ArrayList<>();
        if (dest.endsWith("/")) {
            probes.addAll(Directories.probes(dest));
        } else {
            probes.add(summed(dest));
            probes.add(new Probe.Path(HostPath.parent(dest), true, Checksum.NONE));
        }
        if (name != null) {
            probes.add(summed(HostPath.join(dest, name)));
        }
        return probes;
    }

    static Plan plan(Args args, HostView host, @Nullable String name, Content content, @Nullable String mode) {
        List<Change> changes = parents(args, host);
        String path = path(args, host, name);
        PlacedFile file = new PlacedFile(
                path,
                content,
                FileAttributes.of(args).withMode(mode),
                args.flag("backup"),
                args.flag("force"),
                args.optional("validate").orElse(null));
        var now = host.summed(path);
        changes.addAll(file.changes(now));
        return now.exists() && !args.flag("force") ? Plan.nothing("file already exists") : Plan.of(changes);
    }

    /** The directories that a trailing slash asks for; without one the directory must be there. */
    static List<Change> parents(Args args, HostView host) {
        String dest = args.string("dest");
        if (dest.endsWith("/")) {
            FileAttributes directories = FileAttributes.of(args)
                    .withMode(
                            args.spec().parameter("directory_mode").isPresent()
                                    ? args.optional("directory_mode").orElse(null)
                                    : null);
            return Directories.missing(host, dest, directories.fresh(true));
        }
        String parent = HostPath.parent(dest);
        if (!parent.equals(".") && !host.through(parent).isDirectory()) {
            throw new ModuleFailure("there is no directory " + parent + " for " + dest
                    + "; make it with a file task (`state: directory`) before this one");
        }
        return new ArrayList<>();
    }

    /** Where the file itself goes. */
    static String path(Args args, HostView host, @Nullable String name) {
        String dest = args.string("dest");
        if (dest.endsWith("/") || name != null && host.isDirectory(host.summed(dest))) {
            if (name == null) {
                throw new ModuleFailure("`content` needs the name of a file, but " + dest + " is a directory");
            }
            dest = HostPath.join(dest, name);
        }
        return args.flag("follow") && host.summed(dest).isLink() ? host.real(dest) : dest;
    }

    static Result result(
            Args args, @Nullable String name, Content content, Result result, Readings before, List<Outcome> done) {
        String path = path(args, new HostView(before), name);
        Result full = result.with("dest", path).with("path", path);
        if (!result.failed()) {
            full = full.with("checksum", Digests.sha1(content)).with("md5sum", Digests.md5(content));
        }
        for (Map.Entry<String, Object> value :
                HostView.described(summed(path), before, done).entrySet()) {
            full = full.with(value.getKey(), value.getValue());
        }
        return backup(full, done);
    }

    /** The platform answers with the name of the copy it left beside the file. */
    static Result backup(Result result, List<Outcome> done) {
        for (Outcome outcome : done) {
            boolean backedUp = outcome.change() instanceof FileChange.WriteFile write && write.backup()
                    || outcome.change() instanceof FileChange.CopyOnHost copy && copy.backup();
            if (backedUp
                    && outcome instanceof Outcome.Done made
                    && !made.stdout().isBlank()) {
                return result.with("backup_file", made.stdout().strip());
            }
        }
        return result;
    }

    private static Probe.Path summed(String path) {
        return new Probe.Path(path, false, Checksum.SHA256);
    }
}
