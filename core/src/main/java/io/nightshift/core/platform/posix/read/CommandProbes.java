package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Commands that only read. stdout goes straight into its section, stderr through a pipe of its own. */
final class CommandProbes implements ProbeGroup {
    private final List<Probe.Command> probes;

    CommandProbes(HostProfile host, List<Probe.Command> probes) {
        this.probes = probes;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < probes.size(); i++) {
            Probe.Command probe = probes.get(i);
            StringBuilder call = new StringBuilder("(");
            new TreeMap<>(probe.environment())
                    .forEach((name, value) -> call.append("export ")
                            .append(name)
                            .append('=')
                            .append(word(value))
                            .append('\n'));
            call.append("exec ").append(words(probe.argv())).append(")");
            String stdin = probe.stdin();
            String input = stdin == null ? "" : ShellText.print(stdin) + " | ";
            // The command's stderr is caught by the substitution, its stdout goes past it.
            out.append("_ns_s x" + i + "\n{ _ns_x=$( " + input + call + " 2>&1 >&3; printf '\\n%s' \"$?\"); } 3>&1\n"
                    + "_ns_s x" + i + ".end\nprintf '%s' \"$_ns_x\"\n");
        }
        return out.toString();
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (int i = 0; i < probes.size(); i++) {
            String stdout = sections.text("x" + i).orElse("");
            int at = i;
            sections.text("x" + i + ".end").ifPresent(end -> readings.put(probes.get(at), reading(stdout, end)));
        }
    }

    private static Reading reading(String stdout, String end) {
        int line = end.lastIndexOf('\n');
        return new Reading.CommandOutput(
                Integer.parseInt(end.substring(line + 1)), stdout, end.substring(0, Math.max(0, line)));
    }
}
