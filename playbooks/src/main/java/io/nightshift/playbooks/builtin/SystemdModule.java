package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code systemd}: a unit of systemd is started, stopped, restarted, enabled or masked, for the system or for a user. */
final class SystemdModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "systemd",
                    "Starts, stops, restarts, enables and masks a unit of systemd.",
                    Parameter.string("name", "The unit; `.service` may be left out.")
                            .alias("service", "unit"),
                    Parameter.string("state", "What it should be doing.")
                            .oneOf("started", "stopped", "restarted", "reloaded"),
                    Parameter.of("enabled", Parameter.Type.BOOLEAN, "Whether it starts at boot."),
                    Parameter.of("masked", Parameter.Type.BOOLEAN, "Whether it is kept from starting by any means."),
                    Parameter.flag("daemon_reload", false, "Read unit files again first.")
                            .alias("daemon-reload"),
                    Parameter.flag("daemon_reexec", false, "Let systemd start itself anew first.")
                            .alias("daemon-reexec"),
                    Parameter.string("scope", "Whose units: the system's, the become user's, or all users'.")
                            .or("system")
                            .oneOf("system", "user", "global"),
                    Parameter.flag("no_block", false, "Do not wait until the unit is up or down."),
                    Parameter.flag("force", false, "Overwrite links that are in the way."))
            .alsoNamed("systemd_service", "ansible.builtin.systemd_service", "ansible.legacy.systemd_service");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return new ServiceTask(args).probes();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        if (!args.has("name") && (args.has("state") || args.has("enabled") || args.has("masked"))) {
            return Plan.fail("`name` is needed with state, enabled and masked");
        }
        if (!args.has("state")
                && args.flagOrNull("enabled") == null
                && args.flagOrNull("masked") == null
                && !args.flag("daemon_reload")
                && !args.flag("daemon_reexec")) {
            return Plan.fail("`systemd` needs one of state, enabled, masked, daemon_reload, daemon_reexec");
        }
        return new ServiceTask(args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return new ServiceTask(args).result(before, done);
    }
}
