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

/** {@code service}: a service of whatever init system the host has is started, stopped, restarted or enabled. */
final class ServiceModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "service",
                    "Starts, stops, restarts and enables a service, whatever init system the host has.",
                    Parameter.string("name", "The service.").must().alias("service"),
                    Parameter.string("state", "What it should be doing.")
                            .oneOf("started", "stopped", "restarted", "reloaded"),
                    Parameter.of("enabled", Parameter.Type.BOOLEAN, "Whether it starts at boot."),
                    Parameter.flag("daemon_reload", false, "Read unit files again first, where there are any.")
                            .alias("daemon-reload"),
                    Parameter.of("sleep", Parameter.Type.INTEGER, "Accepted; a restart waits for the stop anyway."),
                    Parameter.string("pattern", "Accepted; the init system is asked instead of the process list."),
                    Parameter.string("runlevel", "Accepted; the init system's usual runlevels are used."),
                    Parameter.string("arguments", "Accepted; init scripts of the hosts supported take none.")
                            .alias("args"),
                    Parameter.string("use", "Accepted; the host's init system is found by itself.")
                            .or("auto"))
            .oneOf("state", "enabled", "daemon_reload");

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
        return new ServiceTask(args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return new ServiceTask(args).result(before, done);
    }
}
