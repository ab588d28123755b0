package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Controller;
import io.nightshift.playbooks.module.Controller.Kind;
import io.nightshift.playbooks.module.FileChange.MakeDirectory;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.List;

/** A folder of the playbook copied to a host, file by file. */
final class FolderCopy {
    private FolderCopy() {}

    static List<Probe> probes(Args args) {
        String base = base(args);
        List<Probe> probes = new ArrayList<>(Directories.probes(base));
        for (Controller.Entry entry : entries(args)) {
            String path = HostPath.join(base, entry.relativePath());
            probes.add(new Probe.Path(path, entry.directory(), entry.directory() ? Checksum.NONE : Checksum.SHA256));
        }
        return probes;
    }

    static Plan plan(Args args, HostView host) {
        if (Boolean.FALSE.equals(args.flagOrNull("local_follow"))) {
            throw new ModuleFailure("`local_follow: false` is not supported for folders of the playbook");
        }
        String base = base(args);
        FileAttributes attributes = FileAttributes.of(args);
        FileAttributes directories =
                attributes.withMode(args.optional("directory_mode").orElse(null));
        boolean preserve = args.optional("mode").orElse("").equals("preserve");
        host.need(probes(args));
        List<Change> changes = new ArrayList<>(Directories.missing(host, base, directories.fresh(true)));
        if (changes.isEmpty()) {
            changes.addAll(known(host.through(base), directories));
        }
        for (Controller.Entry entry : entries(args)) {
            String path = HostPath.join(base, entry.relativePath());
            if (entry.directory()) {
                PathState now = host.through(path);
                if (!now.exists()) {
                    changes.add(new MakeDirectory(path, directories.fresh(true)));
                } else if (!now.isDirectory()) {
                    throw new ModuleFailure(path + " is " + HostPath.phrase(now) + ", but a folder is to go there");
                }
                changes.addAll(known(now, directories));
                continue;
            }
            FileAttributes asked = preserve ? attributes.withMode(FileAttributes.octal(entry.mode())) : attributes;
            PathState now = host.summed(path);
            String real = args.flag("follow") && now.isLink() ? host.real(path) : path;
            changes.addAll(new PlacedFile(
                            real,
                            entry.file(),
                            asked,
                            args.flag("backup"),
                            args.flag("force"),
                            args.optional("validate").orElse(null))
                    .changes(host.summed(real)));
        }
        return Plan.of(changes);
    }

    private static List<Change> known(PathState directory, FileAttributes attributes) {
        Attributes missing = directory.exists() ? attributes.missing(directory) : Attributes.KEEP;
        return missing.keepsAll() ? List.of() : List.of(SetAttributes.of(directory.path(), missing));
    }

    private static List<Controller.Entry> entries(Args args) {
        return args.controller().tree(args.string("src"), Kind.FILES);
    }

    /** Without a trailing slash the folder itself is copied, with one only what is in it. */
    private static String base(Args args) {
        String source = args.string("src");
        String dest = HostPath.withoutSlash(args.string("dest"));
        return source.endsWith("/") ? dest : HostPath.join(dest, HostPath.name(source));
    }
}
