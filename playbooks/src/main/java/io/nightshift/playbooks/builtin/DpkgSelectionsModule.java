package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code dpkg_selections}: a package is held, or let go. */
final class DpkgSelectionsModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "dpkg_selections",
            "Holds a package at its version, or marks it for installation or removal.",
            Parameter.string("name", "The package.").must(),
            Parameter.string("selection", "What dpkg is to remember of it.")
                    .must()
                    .oneOf("install", "hold", "deinstall", "purge"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(question(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        String found = selection(args, now);
        String name = args.string("name");
        String wanted = args.string("selection");
        if (found.equals(wanted)) {
            return Plan.nothing();
        }
        String back = found.equals("not present") ? "purge" : found;
        List<String> set = List.of("dpkg", "--set-selections");
        return Plan.of(new CommandChange.Tool(
                "mark " + name + " as " + wanted,
                set,
                name + " " + wanted + "\n",
                set,
                name + " " + back + "\n",
                null));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.of(done).with("before", selection(args, before)).with("after", args.string("selection"));
    }

    private static Probe.Command question(Args args) {
        return Probe.Command.of("dpkg", "--get-selections", args.string("name"));
    }

    private static String selection(Args args, Readings now) {
        if (!now.has(question(args))) {
            return "not present";
        }
        String[] words = now.command(question(args)).stdout().strip().split("\\s+");
        return words.length > 1 ? words[1] : "not present";
    }
}
