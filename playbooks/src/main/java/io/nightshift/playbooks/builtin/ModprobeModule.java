package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.List;

/** {@code modprobe}: a module of the kernel is loaded or unloaded, now and after every boot. */
final class ModprobeModule implements TaskModule {
    private static final Probe.FileContent LOADED = Probe.FileContent.of("/proc/modules");
    private static final Probe.Command RELEASE = Probe.Command.of("uname", "-r");
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "community.general",
            "modprobe",
            "Loads and unloads a module of the kernel.",
            Parameter.string("name", "The module.").must(),
            Parameter.string("state", "Whether it is to be loaded.")
                    .or("present")
                    .oneOf("present", "absent"),
            Parameter.string("params", "Parameters it is loaded with.").or(""),
            Parameter.string(
                            "persistent",
                            "Whether it is loaded at every boot, by a file named after it in `/etc/modules-load.d`.")
                    .or("disabled")
                    .oneOf("disabled", "present", "absent"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>(List.of(LOADED, RELEASE));
        if (!args.string("persistent").equals("disabled")) {
            probes.add(atBoot(args));
            probes.add(options(args));
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        Probe.FileContent builtIn = Probe.FileContent.of(
                "/lib/modules/" + now.command(RELEASE).stdout().strip() + "/modules.builtin");
        if (!now.has(builtIn)) {
            return Plan.ask(builtIn);
        }
        String name = args.string("name");
        boolean present = args.string("state").equals("present");
        boolean loaded = lines(now, LOADED).anyMatch(line -> line.startsWith(plain(name) + " "));
        boolean fixed = lines(now, builtIn).anyMatch(line -> plain(line).endsWith("/" + plain(name) + ".ko"));
        List<Change> changes = new ArrayList<>();
        List<String> load = new ArrayList<>(List.of("modprobe", name));
        load.addAll(CommandWords.split(args.string("params")));
        List<String> unload = List.of("modprobe", "-r", name);
        if (present && !loaded && !fixed) {
            changes.add(new CommandChange.Tool("load the kernel module " + name, load, null, unload, null, null));
        } else if (!present && loaded) {
            changes.add(new CommandChange.Tool("unload the kernel module " + name, unload, null, load, null, null));
        }
        if (args.string("persistent").equals("present")) {
            keep(now, atBoot(args), name + "\n", changes);
            if (!args.string("params").isBlank()) {
                keep(now, options(args), "options " + name + " " + args.string("params") + "\n", changes);
            }
        } else if (args.string("persistent").equals("absent")) {
            for (Probe.FileContent file : List.of(atBoot(args), options(args))) {
                now.text(file).ifPresent(text -> changes.add(new FileChange.RemovePath(file.path())));
            }
        }
        return Plan.of(changes);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.of(done)
                .with("name", args.string("name"))
                .with("params", args.string("params"))
                .with("state", args.string("state"));
    }

    private static void keep(Readings now, Probe.FileContent file, String text, List<Change> changes) {
        if (!now.text(file).orElse("").equals(text)) {
            Attributes readable = new Attributes("root", "root", 0644);
            changes.add(FileChange.WriteFile.of(file.path(), Content.of(text), readable));
        }
    }

    private static Probe.FileContent atBoot(Args args) {
        return Probe.FileContent.of("/etc/modules-load.d/" + args.string("name") + ".conf");
    }

    private static Probe.FileContent options(Args args) {
        return Probe.FileContent.of("/etc/modprobe.d/" + args.string("name") + ".conf");
    }

    private static java.util.stream.Stream<String> lines(Readings now, Probe.FileContent file) {
        return now.text(file).orElse("").lines();
    }

    /** The kernel takes dashes and underscores for the same. */
    private static String plain(String name) {
        return name.replace('-', '_');
    }
}
