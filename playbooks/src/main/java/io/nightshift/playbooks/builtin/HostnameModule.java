package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.SystemChange.SetHostname;
import io.nightshift.playbooks.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's name, now and after the next boot. */
final class HostnameModule implements TaskModule {
    private static final String NOW = "/proc/sys/kernel/hostname";
    private static final String AT_BOOT = "/etc/hostname";
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "hostname",
            "Sets the host's name.",
            Parameter.string("name", "The name.").must(),
            Parameter.string("use", "Taken for compatibility: the means the host has are found by themselves."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(Probe.FileContent.of(NOW), Probe.FileContent.of(AT_BOOT));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            String name = args.string("name");
            if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
                throw new ModuleFailure("`" + name + "` is no host name: letters, digits, - and . only, at most 253");
            }
            boolean running = read(host, NOW).map(name::equals).orElse(true);
            boolean booting = read(host, AT_BOOT).map(name::equals).orElse(true);
            return running && booting ? Plan.nothing() : Plan.of(new SetHostname(name));
        });
    }

    private static Optional<String> read(HostView host, String path) {
        return host.bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        String name = args.string("name");
        int dot = name.indexOf('.');
        Map<String, Object> facts = Map.of(
                "ansible_hostname",
                dot < 0 ? name : name.substring(0, dot),
                "ansible_nodename",
                name,
                "ansible_fqdn",
                name,
                "ansible_domain",
                dot < 0 ? "" : name.substring(dot + 1));
        return Result.of(done).with("name", name).with("ansible_facts", facts);
    }
}
