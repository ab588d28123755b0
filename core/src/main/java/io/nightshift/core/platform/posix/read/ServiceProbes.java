package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.core.platform.posix.text.Units;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services: one {@code systemctl show} for all units; without systemd one status call each. */
final class ServiceProbes implements ProbeGroup {
    private static final String PROPERTIES = String.join(
            ",",
            List.of(
                    "Id",
                    "Names",
                    "LoadState",
                    "ActiveState",
                    "SubState",
                    "UnitFileState",
                    "UnitFilePreset",
                    "Description",
                    "FragmentPath",
                    "Type",
                    "Restart",
                    "MainPID",
                    "ExecMainPID",
                    "ExecMainStatus",
                    "ExecMainCode",
                    "Result",
                    "User",
                    "Group",
                    "Environment",
                    "ExecStart",
                    "ActiveEnterTimestamp",
                    "InactiveEnterTimestamp",
                    "StateChangeTimestamp",
                    "NRestarts",
                    "NeedDaemonReload",
                    "CanReload",
                    "CanStart",
                    "CanStop",
                    "After",
                    "Before",
                    "Requires",
                    "Wants",
                    "WantedBy",
                    "Conflicts",
                    "TriggeredBy",
                    "Triggers",
                    "MemoryCurrent",
                    "TasksCurrent",
                    "LoadError",
                    "DropInPaths",
                    "SourcePath"));

    private final List<Probe.Service> probes;

    ServiceProbes(HostProfile host, List<Probe.Service> probes) {
        this.probes = probes;
    }

    @Override
    public String script() {
        List<String> names = probes.stream().map(Probe.Service::name).toList();
        StringBuilder out = new StringBuilder(
                "if [ -d /run/systemd/system ]; then _ns_s v; systemctl show --no-pager -p " + PROPERTIES + " -- "
                        + words(names.stream().map(Units::full).toList()) + "\nfi\n");
        for (int i = 0; i < names.size(); i++) {
            out.append("_ns_sysv v" + i + " ").append(word(names.get(i))).append('\n');
        }
        return out.toString();
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        List<Map<String, String>> blocks =
                sections.text("v").map(PropertyBlocks::read).orElse(List.of());
        for (int i = 0; i < probes.size(); i++) {
            String script = sections.text("v" + i).orElse("");
            if (blocks.size() == probes.size()) {
                readings.put(probes.get(i), unit(blocks.get(i), script));
            } else if (!script.isBlank() && sections.latin1("v").isEmpty()) {
                readings.put(probes.get(i), script(script));
            }
        }
    }

    static Reading.Service unit(Map<String, String> properties, String script) {
        String load = properties.getOrDefault("LoadState", "not-found");
        String enabled = properties.getOrDefault("UnitFileState", "");
        if (enabled.isEmpty() || enabled.equals("generated") || enabled.equals("bad")) {
            // A unit made from an init script: the links in /etc/rc?.d say whether it starts.
            enabled = script.contains("linked") ? "enabled" : script.contains("script") ? "disabled" : enabled;
        }
        boolean exists = !load.equals("not-found") && !load.equals("bad-setting");
        return new Reading.Service(
                exists || script.contains("script"),
                properties.getOrDefault("ActiveState", "inactive"),
                load.equals("masked") ? "masked" : enabled,
                new LinkedHashMap<>(properties));
    }

    static Reading.Service script(String words) {
        boolean exists = words.contains("script");
        return new Reading.Service(
                exists,
                words.contains("running") ? "active" : "inactive",
                words.contains("linked") ? "enabled" : exists ? "disabled" : "",
                Map.of());
    }
}
