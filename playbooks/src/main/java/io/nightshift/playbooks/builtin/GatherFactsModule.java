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

/** {@code gather_facts}: what is known of the host becomes its facts. */
final class GatherFactsModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "gather_facts", "Reads the facts of the host, as a play does at its start.", FactsTask.parameters());

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
