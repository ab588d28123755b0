package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.RemovePath;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.SystemChange.Mount;
import io.nightshift.playbooks.module.SystemChange.Remount;
import io.nightshift.playbooks.module.SystemChange.Unmount;
import io.nightshift.playbooks.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** File systems: in fstab for the next boot, and mounted now. */
final class MountModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.of(
                    "ansible.posix",
                    "mount",
                    "Mounts file systems, for the next boot and now.",
                    Parameter.path("path", "The mount point.").must().alias("name"),
                    Parameter.string(
                                    "state",
                                    "`mounted`: in fstab and mounted; `present`: in fstab; `ephemeral`: mounted only;"
                                            + " `unmounted`: not mounted, fstab stays; `absent`: neither, the mount point's"
                                            + " directory stays; `absent_from_fstab`; `remounted`.")
                            .must()
                            .oneOf(
                                    "absent",
                                    "absent_from_fstab",
                                    "ephemeral",
                                    "mounted",
                                    "present",
                                    "remounted",
                                    "unmounted"),
                    Parameter.string("src", "The device or network path; needed to mount."),
                    Parameter.string("fstype", "The type of file system; needed to mount."),
                    Parameter.string("opts", "Mount options.").or("defaults"),
                    Parameter.flag("opts_no_log", false, "Taken for compatibility; hide a task with `no_log`."),
                    Parameter.string("dump", "The fifth field of fstab.").or("0"),
                    Parameter.string("passno", "The sixth field of fstab.").or("0"),
                    Parameter.flag("boot", true, "Mount at boot; `no` adds the option `noauto`."),
                    Parameter.path("fstab", "The file to keep it in.").or("/etc/fstab"),
                    Parameter.flag(
                            "backup", false, "Leave a copy of the old file beside it, with the time in its name."))
            .alsoNamed("ansible.builtin.mount");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>(TextFile.probes(args.string("fstab")));
        probes.add(Probe.FileContent.of(MountTable.PATH));
        if (args.string("state").equals("mounted") || args.string("state").equals("ephemeral")) {
            probes.addAll(Directories.probes(path(args)));
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            Probe.Tree point = new Probe.Tree(path(args), 1, false, Probe.Checksum.NONE, 3);
            boolean goes = args.string("state").equals("absent");
            if (goes && now.has(point)) {
                return Plan.of(removed(now.tree(point)));
            }
            List<Change> changes = changes(args, host);
            boolean asks = goes && !changes.isEmpty() && !args.settings().checkMode();
            return asks ? new Plan.DoThenAsk(changes, List.of(point)) : Plan.of(changes);
        });
    }

    /** A mount point goes with its mount if nothing is in it. */
    private static List<Change> removed(List<Reading.PathState> point) {
        return point.size() == 1 && point.get(0).isDirectory()
                ? List.of(new RemovePath(point.get(0).path()))
                : List.of();
    }

    private static List<Change> changes(Args args, HostView host) {
        String state = args.string("state");
        boolean needsSource = state.equals("mounted") || state.equals("present") || state.equals("ephemeral");
        if (needsSource && (!args.has("src") || !args.has("fstype"))) {
            throw new ModuleFailure("`state: " + state + "` needs `src` and `fstype`");
        }
        String table = host.bytes(MountTable.PATH)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        Optional<MountTable.Entry> mounted = MountTable.at(table, path(args));
        List<Change> changes = new ArrayList<>();
        switch (state) {
            case "present", "absent_from_fstab" -> changes.addAll(fstab(args, host));
            case "absent" -> {
                changes.addAll(fstab(args, host));
                mounted.ifPresent(it -> changes.add(new Unmount(path(args))));
            }
            case "unmounted" -> mounted.ifPresent(it -> changes.add(new Unmount(path(args))));
            case "remounted" -> {
                if (mounted.isEmpty()) {
                    throw new ModuleFailure(path(args) + " is not mounted, so it cannot be remounted");
                }
                changes.add(new Remount(path(args), args.string("opts").equals("defaults") ? null : options(args)));
            }
            case "ephemeral" -> {
                if (mounted.isEmpty()) {
                    changes.addAll(mount(args, host));
                } else if (!mounted.get().isFrom(args.string("src"))) {
                    throw new ModuleFailure(path(args) + " is mounted already, from "
                            + mounted.get().source() + "; unmount that first, or take another path");
                }
            }
            default -> {
                List<Change> edit = fstab(args, host);
                if (mounted.isEmpty()) {
                    changes.addAll(mount(args, host)); // what cannot be mounted is not listed either
                }
                changes.addAll(edit);
                if (mounted.isPresent() && !edit.isEmpty()) {
                    changes.add(new Remount(path(args), options(args)));
                }
            }
        }
        return changes;
    }

    private static List<Change> mount(Args args, HostView host) {
        List<Change> changes = new ArrayList<>(Directories.missing(host, path(args), Attributes.KEEP));
        changes.add(new Mount(path(args), args.string("src"), args.string("fstype"), options(args)));
        return changes;
    }

    private static List<Change> fstab(Args args, HostView host) {
        TextFile file = TextFile.read(host, args.string("fstab"));
        String text = args.string("state").startsWith("absent")
                ? Fstab.without(file.lines(), path(args), args.optional("src").orElse(null))
                : Fstab.with(file.lines(), entry(args));
        return text.equals(file.textOrEmpty())
                ? List.of()
                : file.become(host, FileAttributes.NONE, text, null, args.flag("backup"));
    }

    private static Fstab.Entry entry(Args args) {
        return new Fstab.Entry(
                args.string("src"),
                path(args),
                args.string("fstype"),
                options(args),
                args.string("dump"),
                args.string("passno"));
    }

    private static String options(Args args) {
        String options = args.string("opts");
        return args.flag("boot") || List.of(options.split(",")).contains("noauto") ? options : options + ",noauto";
    }

    private static String path(Args args) {
        return HostPath.withoutSlash(args.string("path"));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = FileTarget.backup(Result.of(done).with("backup_file", ""), done)
                .with("name", path(args))
                .with("fstab", args.string("fstab"))
                .with("opts", options(args))
                .with("dump", args.string("dump"))
                .with("passno", args.string("passno"))
                .with("boot", args.flag("boot") ? "yes" : "no");
        return result.with("src", args.optional("src").orElse(null))
                .with("fstype", args.optional("fstype").orElse(null));
    }
}
