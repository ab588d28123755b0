package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code set_stats}: values that the run's summary shows. */
final class SetStatsModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "set_stats",
            "Adds values of your own to the summary of the run.",
            Parameter.of("data", Parameter.Type.MAP, "Names and values.").must(),
            Parameter.flag("per_host", false, "Keep the values of each host apart."),
            Parameter.flag("aggregate", true, "Add to what is there instead of replacing it."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        Map<String, Object> stats = new LinkedHashMap<>();
        args.map("data").keySet().forEach(SetFactModule::requireName);
        stats.put("data", args.map("data"));
        stats.put("per_host", args.flag("per_host"));
        stats.put("aggregate", args.flag("aggregate"));
        return Done.of(
                Result.unchanged().with("ansible_stats", stats),
                new Effect.SetStatistics(args.map("data"), args.flag("per_host"), args.flag("aggregate")));
    }
}
