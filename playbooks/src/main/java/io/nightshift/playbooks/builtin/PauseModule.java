package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code pause}: waits some time, or for the person at the terminal. */
final class PauseModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "pause",
                    "Waits for a time, or until someone at the terminal answers.",
                    Parameter.of("seconds", Parameter.Type.FLOAT, "How long, in seconds."),
                    Parameter.of("minutes", Parameter.Type.FLOAT, "How long, in minutes."),
                    Parameter.string("prompt", "What to ask or say."),
                    Parameter.flag("echo", true, "Whether what is typed shows."))
            .exclusive("seconds", "minutes");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        Duration duration = duration(args);
        String prompt = args.optional("prompt").orElse(null);
        Result result = Result.unchanged()
                .with("delta", duration == null ? 0L : duration.toSeconds())
                .with("echo", args.flag("echo"))
                .with("user_input", "")
                .with("rc", 0L)
                .with("stderr", "")
                .with(
                        "stdout",
                        duration == null ? "Paused" : "Paused for " + duration.toMillis() / 1000.0 + " seconds");
        return Done.of(result, new Effect.Pause(duration, prompt, args.flag("echo")));
    }

    private static @Nullable Duration duration(Args args) {
        Object seconds = args.raw("seconds");
        Object minutes = args.raw("minutes");
        double length = seconds instanceof Double s ? s : minutes instanceof Double m ? m * 60 : -1;
        if (seconds == null && minutes == null) {
            return null;
        }
        return Duration.ofMillis(Math.round(Math.max(0, length) * 1000)); // a negative time is none at all
    }
}
