package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code dnf}: packages of Fedora, Red Hat Enterprise Linux and their relatives. */
final class DnfModule implements TaskModule {
    private static final ModuleSpec SPEC = DnfParameters.spec(
            "dnf", "Installs, upgrades and removes packages on Fedora, Red Hat Enterprise Linux and their relatives.");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return new PackageTask(PackageManager.DNF, args).probes();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return new PackageTask(PackageManager.DNF, args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return PackageTask.result(done);
    }
}
