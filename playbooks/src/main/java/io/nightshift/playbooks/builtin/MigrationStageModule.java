package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;

/** Says which stage of a migration begins; {@code migration:} blocks put it before each. */
final class MigrationStageModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "migration_stage",
            "Says which stage of a migration begins; that of `confirm` waits until somebody agrees.",
            Parameter.string("stage", "Which stage.")
                    .must()
                    .oneOf("prepare", "copy", "catch_up", "freeze", "final_copy", "verify", "switch", "confirm"),
            Parameter.string("of", "What moves, for people."),
            Parameter.string("night", "With `next`, not in the maintenance window that the stage before was in.")
                    .oneOf("same", "next")
                    .or("same"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        String what = args.string("stage")
                + args.optional("of").map(of -> " of `" + of + "`").orElse("");
        return Done.of(
                Result.unchanged().message(what),
                new Effect.Meta(
                        (args.string("night").equals("next") ? Effect.Meta.NEXT_NIGHT : Effect.Meta.STAGE) + what));
    }
}
