package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.SystemChange;
import io.nightshift.playbooks.module.TaskModule;
import java.time.Duration;
import java.util.List;

/** {@code reboot}: the host starts anew, and the task ends once it is back. */
final class RebootModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "reboot",
            "Reboots the host and waits until it is back.",
            Parameter.of("pre_reboot_delay", Type.INTEGER, "Seconds to wait before.")
                    .or(0L)
                    .alias("pre_reboot_delay_sec"),
            Parameter.of("post_reboot_delay", Type.INTEGER, "Seconds to wait after the host is back.")
                    .or(0L)
                    .alias("post_reboot_delay_sec"),
            Parameter.of("reboot_timeout", Type.INTEGER, "Seconds after which a host that is not back counts as lost.")
                    .or(600L)
                    .alias("reboot_timeout_sec"),
            Parameter.of("connect_timeout", Type.INTEGER, "Accepted; the connection's own time limit is used.")
                    .alias("connect_timeout_sec"),
            Parameter.string("test_command", "Must succeed once the host is back.")
                    .or("true"),
            Parameter.string("msg", "What users who are logged in are told.").or("Reboot initiated by Nightshift"),
            Parameter.string("reboot_command", "What to run instead of the host's usual means."),
            Parameter.string("boot_time_command", "Accepted; the host's boot identity is compared."),
            Parameter.of("search_paths", Type.STRINGS, "Accepted; the host's usual means are found by themselves."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return Plan.of(new SystemChange.Reboot(
                seconds(args, "pre_reboot_delay"),
                seconds(args, "post_reboot_delay"),
                seconds(args, "reboot_timeout"),
                args.string("msg"),
                args.optional("reboot_command").orElse(null),
                args.string("test_command")));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done);
        long elapsed = Outcomes.made(done, SystemChange.Reboot.class)
                .map(made -> Duration.between(made.started(), made.ended()).toSeconds())
                .orElse(0L);
        return result.with("rebooted", !result.failed()).with("elapsed", elapsed);
    }

    private static Duration seconds(Args args, String parameter) {
        return Duration.ofSeconds(Math.max(0, args.number(parameter).orElse(0L)));
    }
}
