package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;

/** {@code meta}: something done to the run itself rather than to a host. */
final class MetaModule implements ActionModule {
    private static final String ACTION = "free_form";
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "meta",
                    "Does something to the run itself, such as running the notified handlers now.",
                    Parameter.string(ACTION, "What to do.")
                            .must()
                            .alias("_raw_params")
                            .oneOf(
                                    "flush_handlers",
                                    "end_play",
                                    "end_host",
                                    "end_batch",
                                    "end_role",
                                    "clear_facts",
                                    "clear_host_errors",
                                    "refresh_inventory",
                                    "reset_connection",
                                    "noop"))
            .freeForm(ACTION);

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        String action = args.string(ACTION);
        return Done.of(Result.unchanged().message(action), new Effect.Meta(action));
    }
}
