package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.ServiceChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes services of the scope a task asks for: the system's by the vocabulary every init system shares, a user's own
 * manager (and what {@code no_block} or {@code force} ask for) by systemctl itself.
 */
final class Systemctl {
    private final String scope;
    private final boolean noBlock;
    private final boolean force;
    private final Probe.User owner;

    Systemctl(Args args) {
        boolean systemd = args.spec().parameter("scope").isPresent();
        this.scope = systemd ? args.optional("scope").orElse("system") : "system";
        this.noBlock = systemd && args.flag("no_block");
        this.force = systemd && args.flag("force");
        this.owner = new Probe.User(args.settings().user());
    }

    private boolean isSystem() {
        return scope.equals("system");
    }

    List<Probe> probes(@Nullable String name) {
        if (scope.equals("user")) {
            return List.of(owner);
        }
        if (name == null) {
            return List.of();
        }
        return List.of(isSystem() ? new Probe.Service(name) : showIn(name, Map.of()));
    }

    boolean isReady(Readings now, @Nullable String name) {
        if (name == null) {
            return !scope.equals("user") || now.has(owner);
        }
        return isSystem()
                ? now.has(new Probe.Service(name))
                : (!scope.equals("user") || now.has(owner)) && now.has(showIn(name, environment(now)));
    }

    Plan ask(Readings now, @Nullable String name) {
        if (scope.equals("user") && !now.has(owner)) {
            return Plan.ask(owner);
        }
        String unit = java.util.Objects.requireNonNull(name);
        return Plan.ask(isSystem() ? new Probe.Service(unit) : showIn(unit, environment(now)));
    }

    Reading.Service service(Readings now, String name) {
        return isSystem() ? now.service(new Probe.Service(name)) : parse(now.command(showIn(name, environment(now))));
    }

    /** What systemctl says of a unit once unit files were read again; a probe of its own, so that its answer tells that they were. */
    Probe.Command showAfterReload(Readings now, String name) {
        Map<String, String> environment = new LinkedHashMap<>(environment(now));
        environment.put("SYSTEMD_COLORS", "0");
        return showIn(name, environment);
    }

    /** Everything that is read once more after unit files were read again. */
    List<Probe> again(Readings now, String name) {
        List<Probe> probes = new ArrayList<>(probes(name));
        if (scope.equals("user")) {
            probes.add(showIn(name, environment(now)));
        }
        probes.add(showAfterReload(now, name));
        return probes;
    }

    private Probe.Command showIn(String name, Map<String, String> environment) {
        List<String> argv = new ArrayList<>(List.of("systemctl"));
        if (!isSystem()) {
            argv.add("--" + scope);
        }
        argv.addAll(List.of("show", name));
        return new Probe.Command(argv, null, environment);
    }

    static Reading.Service parse(Reading.CommandOutput output) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String line : output.stdout().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (output.status() != 0 && properties.isEmpty()) {
            throw new ModuleFailure(
                    "systemctl does not answer: " + output.stderr().strip());
        }
        String loaded = properties.getOrDefault("LoadState", "not-found");
        String enabled = loaded.equals("masked") ? "masked" : properties.getOrDefault("UnitFileState", "");
        return new Reading.Service(
                !loaded.equals("not-found"), properties.getOrDefault("ActiveState", "unknown"), enabled, properties);
    }

    Change reloadUnits(Readings now) {
        return isSystem()
                ? new ServiceChange.ReloadUnits()
                : tool("reload the unit files (" + scope + ")", now, List.of("daemon-reload"), null);
    }

    Change reexecute(Readings now) {
        return tool("let systemd start itself anew", now, List.of("daemon-reexec"), null);
    }

    Change run(Readings now, String unit, boolean start) {
        return isSystem() && !noBlock && !force
                ? new ServiceChange.Running(unit, start)
                : both(now, start ? "start" : "stop", start ? "stop" : "start", unit);
    }

    Change enable(Readings now, String unit, boolean enable) {
        return isSystem() && !force
                ? new ServiceChange.Enabled(unit, enable)
                : both(now, enable ? "enable" : "disable", enable ? "disable" : "enable", unit);
    }

    Change mask(Readings now, String unit, boolean mask) {
        return isSystem() && !force
                ? new ServiceChange.Masked(unit, mask)
                : both(now, mask ? "mask" : "unmask", mask ? "unmask" : "mask", unit);
    }

    Change restart(Readings now, String unit, ServiceChange.Restart.Kind kind) {
        String verb = kind == ServiceChange.Restart.Kind.RESTART ? "restart" : "reload";
        return isSystem() && !noBlock && !force
                ? new ServiceChange.Restart(unit, kind)
                : tool(verb + " " + unit, now, List.of(verb, unit), List.of(verb, unit));
    }

    private Change both(Readings now, String verb, String back, String unit) {
        return tool(verb + " " + unit, now, List.of(verb, unit), List.of(back, unit));
    }

    private Change tool(String summary, Readings now, List<String> words, @Nullable List<String> back) {
        return new CommandChange.Tool(
                summary, argv(now, words), null, back == null ? null : argv(now, back), null, null);
    }

    private List<String> argv(Readings now, List<String> words) {
        List<String> argv = new ArrayList<>();
        if (scope.equals("user")) {
            argv.add("env");
            environment(now).forEach((name, value) -> argv.add(name + "=" + value));
        }
        argv.add("systemctl");
        if (!isSystem()) {
            argv.add("--" + scope);
        }
        if (noBlock) {
            argv.add("--no-block");
        }
        if (force) {
            argv.add("--force");
        }
        argv.addAll(words);
        return argv;
    }

    /** A user's manager is found by this directory, which a shell without a login session does not name. */
    private Map<String, String> environment(Readings now) {
        if (!scope.equals("user")) {
            return Map.of();
        }
        long uid = now.user(owner)
                .orElseThrow(() -> new ModuleFailure("there is no user " + owner.name() + " on the host"))
                .uid();
        return Map.of("XDG_RUNTIME_DIR", "/run/user/" + uid);
    }
}
