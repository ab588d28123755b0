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

/** {@code ping}: whether the host answers and lets us in. */
final class PingModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "ping",
            "Tells whether we can log in and read.",
            Parameter.string("data", "What to answer; `crash` fails on purpose.")
                    .or("pong"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(Probe.Path.of("/")); // the cheapest question that a host can answer
    }

    @Override
    public Plan plan(Args args, Readings now) {
        if (args.string("data").equals("crash")) {
            return Plan.fail("boom");
        }
        return now.path(Probe.Path.of("/")).exists() ? Plan.nothing() : Plan.fail("the host has no root directory");
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.unchanged().with("ping", args.string("data"));
    }
}
