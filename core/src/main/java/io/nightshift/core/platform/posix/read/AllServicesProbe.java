package io.nightshift.core.platform.posix.read;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every service: two lists of systemctl, or the scripts in {@code /etc/init.d}. */
final class AllServicesProbe implements ProbeGroup {
    private final List<Probe.AllServices> probes;

    AllServicesProbe(HostProfile host, List<Probe.AllServices> probes) {
        this.probes = probes;
    }

    @Override
    public String script() {
        return """
                if [ -d /run/systemd/system ]; then
                _ns_s su; systemctl list-units --all --type=service --plain --no-legend --no-pager
                _ns_s sf; systemctl list-unit-files --type=service --no-legend --no-pager
                else
                for _ns_x in /etc/init.d/*; do if [ -x "$_ns_x" ]; then _ns_sysv "i${_ns_x##*/}" "${_ns_x##*/}"; fi; done
                _ns_s sn; for _ns_x in /etc/init.d/*; do printf '%s\\n' "${_ns_x##*/}"; done
                fi
                """;
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        Map<String, Reading.Service> services = new LinkedHashMap<>();
        for (String[] words : lines(sections, "sf", 2)) {
            services.put(words[0], new Reading.Service(true, "inactive", words[1], Map.of("SubState", "dead")));
        }
        for (String[] words : lines(sections, "su", 4)) {
            Reading.Service known = services.get(words[0]);
            String enabled = known == null ? words[2] : known.enabled(); // an instance has no file of its own
            boolean exists = !words[1].equals("not-found");
            services.put(
                    words[0],
                    new Reading.Service(
                            exists,
                            words[2],
                            exists ? enabled : "not-found",
                            Map.of("LoadState", words[1], "ActiveState", words[2], "SubState", words[3])));
        }
        for (String[] words : lines(sections, "sn", 1)) {
            String said = sections.text("i" + words[0]).orElse("");
            services.put(words[0], ServiceProbes.script(said));
        }
        for (Probe.AllServices probe : probes) {
            readings.put(probe, new Reading.Services(services));
        }
    }

    private static List<String[]> lines(Sections sections, String name, int words) {
        return sections.text(name)
                .orElse("")
                .lines()
                .map(line -> line.strip().replaceFirst("^[●*] ", "").split("\\s+"))
                .filter(line -> line.length >= words && !line[0].isEmpty())
                .toList();
    }
}
