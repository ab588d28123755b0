package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.facts.FactReader;
import io.nightshift.core.platform.posix.facts.FactText;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts: gathered once for all probes of a batch that look for local facts in the same place. */
final class FactProbes implements ProbeGroup {
    private final List<Probe.Facts> probes;
    private final List<String> places;

    FactProbes(HostProfile host, List<Probe.Facts> probes) {
        this.probes = probes;
        this.places = probes.stream().map(Probe.Facts::factPath).distinct().toList();
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder(Library.text("facts"));
        for (int i = 0; i < places.size(); i++) {
            Set<String> parts = new LinkedHashSet<>();
            for (Probe.Facts probe : probes) {
                if (probe.factPath().equals(places.get(i))) {
                    parts.addAll(FactReader.parts(probe.subset()));
                }
            }
            // Sections of each place have names of their own.
            out.append("_ns_p=").append(i).append('\n');
            out.append("_ns_facts ")
                    .append(word(String.join(" ", parts)))
                    .append(' ')
                    .append(word(places.get(i)))
                    .append('\n');
        }
        return out.toString().replace("_ns_s F.", "_ns_s F$_ns_p.").replace("_ns_s \"F.", "_ns_s \"F$_ns_p.");
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (Probe.Facts probe : probes) {
            String prefix = "F" + places.indexOf(probe.factPath()) + ".";
            Map<String, String> texts = new LinkedHashMap<>();
            for (String name : sections.names()) {
                if (name.startsWith(prefix)) {
                    sections.text(name).ifPresent(text -> texts.put(name.substring(prefix.length()), text));
                }
            }
            readings.put(
                    probe, new Reading.Facts(FactReader.read(FactText.of(texts), FactReader.parts(probe.subset()))));
        }
    }
}
