package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code setup}: what is known of the host becomes its facts. */
final class SetupModule implements TaskModule {
    private static final ModuleSpec SPEC =
            ModuleSpec.builtin("setup", "Reads the facts of the host.", FactsTask.parameters());

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(FactsTask.probe(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        Reading reading = now.raw(FactsTask.probe(args));
        return reading instanceof Reading.Unreadable unreadable ? Plan.fail(unreadable.reason()) : Plan.nothing();
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return FactsTask.result(args, before);
    }
}
