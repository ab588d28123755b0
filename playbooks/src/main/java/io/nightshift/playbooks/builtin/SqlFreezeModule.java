package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.DatabasePlace;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.JdbcChange.FreezeDatabase;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** A database that nobody is to write to for a while. */
final class SqlFreezeModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "sql_freeze",
            "Makes a database read-only, so that it can be moved while people still read in it; or writable again.",
            DatabasePlace.parameter("source", "The database"),
            Parameter.string("state", "Whether it may be read only, or written to.")
                    .or("frozen")
                    .oneOf("frozen", "writable"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(asked(args));
    }

    private static Probe.FrozenState asked(Args args) {
        return new Probe.FrozenState(address(args));
    }

    private static DatabaseAddress address(Args args) {
        return DatabasePlace.of("source", args.map("source"));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            Probe.FrozenState probe = asked(args);
            Reading.FrozenState state = host.need(probe).readings().get(probe, Reading.FrozenState.class);
            boolean wanted = args.string("state").equals("frozen");
            boolean so = wanted ? state.frozen() : !state.readOnly();
            return so ? Plan.nothing() : Plan.of(new FreezeDatabase(address(args), wanted, state));
        });
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.of(done).with("state", args.string("state"));
    }
}
