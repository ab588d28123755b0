package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;

/** {@code fail}: stops this host with a message, usually under a {@code when}. */
final class FailModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "fail",
            "Fails with a message of your own.",
            Parameter.of("msg", Parameter.Type.RAW, "Why.").or("Failed as requested from task"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        Object message = args.raw("msg");
        return Done.of(Result.failure(String.valueOf(message)));
    }
}
