package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.MakeLink;
import io.nightshift.playbooks.module.FileChange.RemovePath;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.List;

/** The {@code link} and {@code hard} states of the file module. */
final class FileLinks {
    private FileLinks() {}

    static List<Probe> probes(String path, String source) {
        return List.of(new Probe.Path(absolute(path, source), true, Checksum.NONE));
    }

    static List<Change> symbolic(Args args, HostView host, String path, FileAttributes attributes) {
        PathState now = host.at(path);
        boolean force = args.flag("force");
        List<Change> changes = new ArrayList<>();
        if (!args.has("src")) {
            if (!now.isLink()) {
                throw new ModuleFailure("a new link needs `src`, the path it leads to");
            }
        } else {
            String source = args.string("src");
            String base = now.isDirectory() ? path : HostPath.parent(path);
            if (!force && !host.through(HostPath.resolve(base, source)).exists()) {
                throw new ModuleFailure("a link at " + path + " would lead to " + source
                        + ", which is not there; `force: true` links to what does not exist yet");
            }
            changes.addAll(replaced(host, now, force));
            if (!now.isLink() || !source.equals(now.linkTarget())) {
                changes.add(new MakeLink(path, source, false));
            }
        }
        changes.addAll(owner(args, host, path, attributes));
        changes.addAll(FileTimes.changes(args, host, now, "preserve"));
        return changes;
    }

    /** What stands where the link is to be, and has to go first; a rename takes files and links with it. */
    private static List<Change> replaced(HostView host, PathState now, boolean force) {
        if (!now.exists() || now.isLink()) {
            return List.of();
        }
        if (!force) {
            throw new ModuleFailure(now.path() + " is " + HostPath.phrase(now)
                    + ", not a link; `force: true` puts the link in its place");
        }
        if (!now.isDirectory()) {
            return List.of();
        }
        Probe.Tree inside = new Probe.Tree(now.path(), 1, false, Checksum.NONE, 2);
        if (host.need(inside).readings().tree(inside).size() > 1) {
            throw new ModuleFailure(now.path() + " is a directory that is not empty; a link does not take its place");
        }
        return List.of(new RemovePath(now.path()));
    }

    private static List<Change> owner(Args args, HostView host, String path, FileAttributes attributes) {
        if (attributes.equals(FileAttributes.NONE)) {
            return List.of();
        }
        if (!args.flag("follow")) {
            PathState link = host.at(path);
            FileAttributes asked = attributes.withMode(null); // a link has no mode of its own
            Attributes missing = link.isLink() ? asked.missing(link) : asked.fresh(false);
            return missing.keepsAll()
                    ? List.of()
                    : List.of(new SetAttributes(path, List.of(new SetAttributes.Entry(path, missing, false))));
        }
        String leadsTo = absolute(path, args.optional("src").orElseGet(() -> targetOf(host.at(path))));
        PathState target = host.through(leadsTo);
        if (!target.exists()) {
            return List.of(); // nothing there yet that could have an owner
        }
        Attributes missing = attributes.missing(target);
        return missing.keepsAll() ? List.of() : List.of(SetAttributes.of(leadsTo, missing));
    }

    static List<Change> hard(Args args, HostView host, String path, FileAttributes attributes) {
        PathState now = host.at(path);
        List<Change> changes = new ArrayList<>();
        PathState owned = now;
        if (!args.has("src")) {
            if (now.links() < 2) {
                throw new ModuleFailure("a new hard link needs `src`, the file it is another name of");
            }
        } else {
            PathState source = host.through(args.string("src"));
            if (!source.exists()) {
                throw new ModuleFailure(args.string("src") + " is not there, so no hard link can be made to it");
            }
            boolean same = now.exists() && now.inode() == source.inode() && now.device() == source.device();
            if (!same && now.exists() && !now.isLink() && !args.flag("force")) {
                throw new ModuleFailure(path + " is " + HostPath.phrase(now)
                        + " of its own; `force: true` puts the hard link in its place");
            }
            if (!same && now.isDirectory()) {
                throw new ModuleFailure(path + " is a directory; a hard link does not take its place");
            }
            if (!same) {
                changes.add(new MakeLink(path, args.string("src"), true));
                owned = source;
            }
        }
        Attributes missing = attributes.missing(owned);
        if (!missing.keepsAll()) {
            changes.add(SetAttributes.of(path, missing));
        }
        changes.addAll(FileTimes.changes(args, host, owned, "preserve"));
        return changes;
    }

    private static String absolute(String path, String source) {
        return HostPath.resolve(HostPath.parent(path), source);
    }

    private static String targetOf(PathState link) {
        String target = link.linkTarget();
        return target == null ? link.path() : target;
    }
}
