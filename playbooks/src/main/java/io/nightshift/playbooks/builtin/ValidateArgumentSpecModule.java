package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code validate_argument_spec}: fails unless variables are as a specification wants them; roles begin with it. */
final class ValidateArgumentSpecModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "validate_argument_spec",
            "Checks variables against a specification; a role with `meta/argument_specs.yml` begins with it.",
            Parameter.of(
                            "argument_spec",
                            Parameter.Type.MAP,
                            "Options by name, each with `type`, `required`, `choices`, `elements`, `options`.")
                    .must(),
            Parameter.of("provided_arguments", Parameter.Type.MAP, "Values that win over variables of the same name."),
            Parameter.of("validate_args_context", Parameter.Type.MAP, "What the specification belongs to."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        Map<String, Object> options = args.map("argument_spec");
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : options.keySet()) {
            if (name.matches("[A-Za-z_][A-Za-z0-9_]*") && args.controller().holds(name + " is defined")) {
                values.put(name, args.controller().evaluate(name));
            }
        }
        values.putAll(args.map("provided_arguments"));
        List<String> problems = new OptionCheck().problems(options, values);
        if (problems.isEmpty()) {
            return Done.of(Result.unchanged().message("The arg spec validation passed"));
        }
        Object of = args.map("validate_args_context").get("name");
        return Done.of(new Result(false, true, false, null, Map.of())
                .with("argument_errors", problems)
                .message((of == null
                                ? "Validation of arguments failed:"
                                : "the variables of role `" + of + "` are not as it wants them:")
                        + "\n" + String.join("\n", problems)));
    }
}
