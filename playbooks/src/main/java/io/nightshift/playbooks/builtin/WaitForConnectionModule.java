package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Result;
import java.time.Duration;

/** {@code wait_for_connection}: goes on once the host lets us in. */
final class WaitForConnectionModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "wait_for_connection",
            "Waits until the host can be logged in to.",
            Parameter.of("delay", Type.INTEGER, "Seconds before the first attempt.")
                    .or(0L),
            Parameter.of("timeout", Type.INTEGER, "Seconds after which to give up.")
                    .or(600L),
            Parameter.of("sleep", Type.INTEGER, "Seconds between attempts.").or(1L),
            Parameter.of("connect_timeout", Type.INTEGER, "Seconds for one attempt.")
                    .or(5L));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        return Done.of(
                Result.unchanged(),
                new Effect.WaitForConnection(
                        seconds(args, "delay"),
                        seconds(args, "timeout"),
                        seconds(args, "sleep"),
                        seconds(args, "connect_timeout")));
    }

    private static Duration seconds(Args args, String parameter) {
        return Duration.ofSeconds(Math.max(0, args.number(parameter).orElse(0L)));
    }
}
