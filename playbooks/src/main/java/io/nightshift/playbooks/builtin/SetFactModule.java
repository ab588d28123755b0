package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code set_fact}: variables of this host from now on. */
final class SetFactModule implements ActionModule {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "set_fact",
                    "Sets variables of the host for the rest of the run.",
                    Parameter.flag("cacheable", false, "Keep the variables as facts of the host, too."))
            .takingAnyParameter();

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        Map<String, Object> facts = new LinkedHashMap<>(args.all());
        facts.remove("cacheable");
        if (facts.isEmpty()) {
            throw new ModuleFailure("`set_fact` needs at least one variable: `set_fact: {name: value}`");
        }
        for (String name : facts.keySet()) {
            requireName(name);
        }
        return Done.of(
                Result.unchanged().with("ansible_facts", facts), new Effect.SetFacts(facts, args.flag("cacheable")));
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ModuleFailure("The variable name '" + name
                    + "' is not valid: it must begin with a letter or an underscore and hold only letters, digits"
                    + " and underscores");
        }
    }
}
