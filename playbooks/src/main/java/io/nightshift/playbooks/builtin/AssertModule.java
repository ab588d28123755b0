package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import org.jspecify.annotations.Nullable;

/** {@code assert}: goes on only where all conditions hold. */
final class AssertModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "assert",
            "Fails unless every one of its conditions holds.",
            Parameter.of("that", Parameter.Type.LIST, "Conditions, written as after `when:`.")
                    .must(),
            Parameter.of("fail_msg", Parameter.Type.RAW, "What to say when one does not hold.")
                    .alias("msg"),
            Parameter.of("success_msg", Parameter.Type.RAW, "What to say when all hold."),
            Parameter.flag("quiet", false, "Say nothing more than ok."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        for (Object condition : args.list("that")) {
            if (!holds(args, condition)) {
                Result failure = new Result(false, true, false, null, java.util.Map.of())
                        .with("evaluated_to", false)
                        .with("assertion", condition);
                return Done.of(saying(failure, args.raw("fail_msg"), "Assertion failed"));
            }
        }
        return Done.of(saying(Result.unchanged(), args.raw("success_msg"), "All assertions passed"));
    }

    /** A condition that was rendered to a truth value already is taken as it is. */
    private static boolean holds(Args args, Object condition) {
        return condition instanceof Boolean truth ? truth : args.controller().holds(String.valueOf(condition));
    }

    /** A list is shown as it is; it is Ansible's way to write several lines. */
    private static Result saying(Result result, @Nullable Object message, String otherwise) {
        if (message == null) {
            return result.message(otherwise);
        }
        return message instanceof String text ? result.message(text) : result.with("msg", message);
    }
}
