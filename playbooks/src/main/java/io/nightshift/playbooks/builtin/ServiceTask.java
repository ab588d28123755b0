package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.ServiceChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans start, stop, enable and mask of one service, for {@code service} and {@code systemd}. */
final class ServiceTask {
    /** The words of {@code systemctl is-enabled} that come with success and mean that it starts at boot, or needs nothing to. */
    private static final Set<String> ENABLED = Set.of("enabled", "enabled-runtime", "static", "generated", "transient");

    private final Args args;
    private final Systemctl systemctl;
    private final @Nullable String name;

    ServiceTask(Args args) {
        this.args = args;
        this.systemctl = new Systemctl(args);
        this.name = args.optional("name").orElse(null);
        if (name != null && Wildcard.isWildcard(name)) {
            throw new ModuleFailure("a service is named exactly, not by the pattern " + name);
        }
    }

    List<Probe> probes() {
        return systemctl.probes(name);
    }

    Plan plan(Readings now) {
        List<Change> changes = new ArrayList<>();
        if (args.flag("daemon_reexec")) {
            changes.add(systemctl.reexecute(now));
        }
        if (args.flag("daemon_reload")) {
            changes.add(systemctl.reloadUnits(now));
        }
        if (name == null) {
            return systemctl.isReady(now, null) ? Plan.of(changes) : systemctl.ask(now, null);
        }
        if (!systemctl.isReady(now, name)) {
            return systemctl.ask(now, name);
        }
        Reading.Service service = systemctl.service(now, name);
        Probe.Command afterReload = systemctl.showAfterReload(now, name);
        if (now.has(afterReload)) { // the units were read again to look for it
            changes.clear();
            service = Systemctl.parse(now.command(afterReload));
        } else if (!service.exists() && args.flag("daemon_reload") && needsService()) {
            return new Plan.DoThenAsk(changes, systemctl.again(now, name));
        }
        if (!service.exists() && needsService()) {
            return Plan.fail("Could not find the requested service " + name + ": host");
        }
        changes.addAll(towards(service, now));
        return Plan.of(changes);
    }

    private boolean needsService() {
        return args.has("state") || args.flagOrNull("enabled") != null;
    }

    private List<Change> towards(Reading.Service service, Readings now) {
        String unit = Objects.requireNonNull(name);
        List<Change> changes = new ArrayList<>();
        Boolean mask = args.spec().parameter("masked").isPresent() ? args.flagOrNull("masked") : null;
        boolean masked = service.enabled().startsWith("masked");
        if (mask != null && mask != masked) {
            changes.add(systemctl.mask(now, unit, mask));
        }
        Boolean enable = args.flagOrNull("enabled");
        if (enable != null && enable != ENABLED.contains(service.enabled())) {
            changes.add(systemctl.enable(now, unit, enable));
        }
        boolean running = service.running();
        switch (args.optional("state").orElse("")) {
            case "started" -> {
                if (!running) {
                    changes.add(systemctl.run(now, unit, true));
                }
            }
            case "stopped" -> {
                if (running || service.active().equals("deactivating")) {
                    changes.add(systemctl.run(now, unit, false));
                }
            }
            case "restarted" -> changes.add(restart(now, unit, running, ServiceChange.Restart.Kind.RESTART));
            case "reloaded" -> changes.add(restart(now, unit, running, ServiceChange.Restart.Kind.RELOAD));
            default -> {}
        }
        return changes;
    }

    /** A service that does not run is started instead. */
    private Change restart(Readings now, String unit, boolean running, ServiceChange.Restart.Kind kind) {
        return running ? systemctl.restart(now, unit, kind) : systemctl.run(now, unit, true);
    }

    Result result(Readings before, List<Outcome> done) {
        Result result = Outcomes.result(done, ServiceTask::isPreparation);
        if (name == null) {
            return result.with("name", null).with("status", Map.of());
        }
        result = result.with("name", name);
        if (systemctl.isReady(before, name)) {
            Map<String, Object> status =
                    new LinkedHashMap<>(systemctl.service(before, name).properties());
            result = result.with("status", status);
        }
        if (args.flagOrNull("enabled") != null) {
            result = result.with("enabled", args.flag("enabled"));
        }
        String state = args.optional("state").orElse("");
        return state.isEmpty() ? result : result.with("state", state.equals("stopped") ? "stopped" : "started");
    }

    private static boolean isPreparation(Change change) {
        return change instanceof ServiceChange.ReloadUnits
                || (change instanceof CommandChange.Tool tool
                        && tool.argv().stream().anyMatch(word -> word.startsWith("daemon-re")));
    }
}
