package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.util.List;

/** {@code group_by}: this host joins a group named after something known of it. */
final class GroupByModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "group_by",
            "Puts the host into a group named after something known of it.",
            Parameter.string("key", "The group's name.").must(),
            Parameter.of("parents", Parameter.Type.STRINGS, "Groups that the group is made below.")
                    .or(List.of("all")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        String group = args.string("key").replace(' ', '-');
        List<String> parents = args.strings("parents").stream()
                .map(parent -> parent.replace(' ', '-'))
                .toList();
        return Done.of(
                Result.changed(true).with("add_group", group).with("parent_groups", parents),
                new Effect.JoinGroup(group, parents));
    }
}
