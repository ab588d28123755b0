package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.template.UndefinedException;
import org.jspecify.annotations.Nullable;

/** {@code debug}: shows a message or a variable. */
final class DebugModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "debug",
                    "Shows a message or the value of a variable.",
                    Parameter.of("msg", Parameter.Type.RAW, "What to show; `Hello world!` when nothing is given."),
                    Parameter.of(
                            "var", Parameter.Type.RAW, "Name of a variable, or an expression, whose value to show."),
                    Parameter.of("verbosity", Parameter.Type.INTEGER, "Show only from this number of `-v` on.")
                            .or(0L))
            .exclusive("msg", "var");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    /** A variable that is not there is worth saying, not failing. */
    private static @Nullable Object valueOf(String name, Args args) {
        try {
            return args.controller().evaluate(name);
        } catch (UndefinedException e) {
            return "VARIABLE IS NOT DEFINED!";
        }
    }

    @Override
    public Done act(Args args) {
        if (args.number("verbosity").orElse(0L) > args.controller().verbosity()) {
            return Done.of(Result.unchanged().asSkipped().with("skipped_reason", "Verbosity threshold not met."));
        }
        Object variable = args.raw("var");
        if (variable != null) {
            String name = String.valueOf(variable);
            Object value = variable instanceof String
                    ? valueOf(name, args)
                    : variable; // `var: "{{ list }}"` has been rendered already
            return Done.of(Result.unchanged().with(name, value));
        }
        Object message = args.has("msg") ? args.raw("msg") : "Hello world!";
        if (message instanceof String text) {
            return Done.of(Result.unchanged().message(text));
        }
        return Done.of(Result.unchanged().with("msg", message));
    }
}
