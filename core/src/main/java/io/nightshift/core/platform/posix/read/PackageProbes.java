package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Packages: one query for all names of a manager, one more for candidates, one more where a name is not installed. */
final class PackageProbes implements ProbeGroup {
    private final Map<PackageManager, List<String>> names = new LinkedHashMap<>();
    private final Map<PackageManager, List<String>> candidates = new LinkedHashMap<>();
    private final List<Probe.Packages> probes;

    PackageProbes(HostProfile host, List<Probe.Packages> probes) {
        this.probes = probes;
        for (PackageManager manager : PackageManager.values()) {
            List<String> all = probes.stream()
                    .filter(probe -> probe.manager() == manager)
                    .flatMap(probe -> probe.names().stream())
                    .distinct()
                    .toList();
            if (!all.isEmpty()) {
                names.put(manager, all);
            }
            List<String> some = probes.stream()
                    .filter(probe -> probe.manager() == manager && probe.candidates())
                    .flatMap(probe -> probe.names().stream())
                    .distinct()
                    .toList();
            if (!some.isEmpty()) {
                candidates.put(manager, some);
            }
        }
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        names.forEach((manager, all) -> out.append("_ns_packages_" + word(manager) + " ")
                .append(words(all))
                .append('\n'));
        candidates.forEach((manager, all) -> out.append("_ns_candidates_" + word(manager) + " ")
                .append(words(all))
                .append('\n'));
        return out.toString();
    }

    private static String word(PackageManager manager) {
        return manager.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        Map<PackageManager, PackageLines> lines = new LinkedHashMap<>();
        for (PackageManager manager : names.keySet()) {
            if (sections.text("k" + word(manager) + ".none").isPresent()) {
                continue;
            }
            sections.text("k" + word(manager))
                    .ifPresent(installed -> lines.put(
                            manager,
                            new PackageLines(
                                    installed,
                                    sections.text("K" + word(manager)).orElse(""),
                                    sections.text("P" + word(manager)).orElse(""))));
        }
        for (Probe.Packages probe : probes) {
            PackageLines known = lines.get(probe.manager());
            if (known == null) {
                readings.put(
                        probe,
                        new Reading.Unreadable("this host has no " + word(probe.manager()) + " package manager"));
                continue;
            }
            Map<String, Reading.PackageState> states = new LinkedHashMap<>();
            for (String name : probe.names()) {
                states.put(name, known.state(name));
            }
            readings.put(probe, new Reading.Packages(states));
        }
    }
}
