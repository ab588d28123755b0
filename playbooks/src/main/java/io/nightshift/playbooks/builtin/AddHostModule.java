package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code add_host}: a host joins the inventory for the rest of the run. */
final class AddHostModule implements ActionModule {
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[^:]+):(\\d{1,5})");
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "add_host",
                    "Adds a host to the inventory for the rest of the run; other parameters are its variables.",
                    Parameter.string("name", "The host's name, or `name:port`.")
                            .must()
                            .alias("host", "hostname"),
                    Parameter.of("groups", Parameter.Type.STRINGS, "Groups it joins; missing ones are made.")
                            .alias("group", "groupname"))
            .takingAnyParameter();

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        String name = args.string("name");
        if (name.isBlank()) {
            throw new ModuleFailure("`add_host` was given an empty name");
        }
        Map<String, Object> variables = new LinkedHashMap<>(args.all());
        variables.remove("name");
        variables.remove("groups");
        Matcher withPort = WITH_PORT.matcher(name);
        if (withPort.matches()) {
            name = withPort.group(1).replace("[", "").replace("]", "");
            variables.putIfAbsent("ansible_ssh_port", Long.parseLong(withPort.group(2)));
        }
        List<String> groups = args.strings("groups").stream()
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
        Map<String, Object> added = new LinkedHashMap<>();
        added.put("host_name", name);
        added.put("groups", groups);
        added.put("host_vars", variables);
        return Done.of(Result.changed(true).with("add_host", added), new Effect.AddHost(name, groups, variables));
    }
}
