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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code service_facts}: every service becomes a fact. */
final class ServiceFactsModule implements TaskModule {
    private static final ModuleSpec SPEC =
            ModuleSpec.builtin("service_facts", "Reads the state of every service of the host.");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(new Probe.AllServices());
    }

    @Override
    public Plan plan(Args args, Readings now) {
        now.get(new Probe.AllServices(), Reading.Services.class);
        return Plan.nothing();
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Map<String, Object> services = new TreeMap<>();
        before.get(new Probe.AllServices(), Reading.Services.class)
                .byName()
                .forEach((name, service) -> services.put(name, describe(name, service)));
        return Result.unchanged().with("ansible_facts", Map.of("services", services));
    }

    private static Map<String, Object> describe(String name, Reading.Service service) {
        boolean systemd = service.properties().containsKey("LoadState") || name.endsWith(".service");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("source", systemd ? "systemd" : "sysv");
        facts.put("state", state(name, service));
        facts.put("status", service.enabled().isEmpty() ? "unknown" : service.enabled());
        return facts;
    }

    /** A service that did its work and ended is active to systemd, and stopped to Ansible. */
    private static String state(String name, Reading.Service service) {
        if (service.exists()
                && name.endsWith(".service")
                && !service.properties().containsKey("LoadState")) {
            return name.endsWith("@.service") ? "unknown" : "inactive"; // a file that nothing has loaded
        }
        String detail = service.properties().getOrDefault("SubState", service.active());
        if (!service.exists()) {
            return "stopped";
        }
        if (service.active().equals("failed")) {
            return "failed";
        }
        return detail.equals("running") || detail.equals("active") ? "running" : "stopped";
    }
}
