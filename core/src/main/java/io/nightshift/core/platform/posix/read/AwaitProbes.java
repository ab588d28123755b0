package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Condition;
import io.nightshift.playbooks.module.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Conditions waited for on the host. A port of the host itself is looked up in {@code /proc/net/tcp} without a fork; one of
 * another host needs bash or netcat, and is unreadable without (the engine then tries through a tunnel).
 */
final class AwaitProbes implements ProbeGroup {
    private static final String ANY = "";
    private static final String LOOPBACK = "0100007F 00000000000000000000000001000000 0000000000000000FFFF00000100007F";

    private final List<Probe.Await> probes;

    AwaitProbes(HostProfile host, List<Probe.Await> probes) {
        this.probes = probes;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < probes.size(); i++) {
            Probe.Await probe = probes.get(i);
            String call = "_ns_cond() { " + condition(probe.condition()) + "; }\n_ns_detail=\n_ns_await a" + i + " "
                    + seconds(probe.delay()) + " " + Math.max(1, seconds(probe.pause())) + " " + seconds(probe.limit())
                    + "\n";
            if (needsTool(probe.condition())) {
                call = "if command -v bash >/dev/null || command -v nc >/dev/null; then\n" + call + "fi\n";
            }
            out.append(call);
        }
        return out.toString();
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    private static boolean needsTool(Condition condition) {
        return condition instanceof Condition.Greeting
                || condition instanceof Condition.Port port && !isLocal(port.host());
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost")
                || host.startsWith("127.")
                || host.equals("::1")
                || host.equals("0.0.0.0")
                || host.equals("::");
    }

    private static String condition(Condition condition) {
        if (condition instanceof Condition.Port port) {
            String not = port.open() ? "" : "! ";
            if (isLocal(port.host())) {
                String address = port.host().equals("0.0.0.0") || port.host().equals("::") ? ANY : LOOPBACK;
                return not + "_ns_listens " + hex(port.port()) + " " + word(address);
            }
            return not + "_ns_connects " + word(port.host()) + " " + port.port();
        }
        if (condition instanceof Condition.Drained drained) {
            return "! _ns_busy " + hex(drained.port());
        }
        if (condition instanceof Condition.Greeting greeting) {
            return "_ns_greets " + word(greeting.host()) + " " + greeting.port() + " " + word(greeting.pattern());
        }
        Condition.FileAt file = (Condition.FileAt) condition;
        String path = word(file.path());
        String pattern = file.pattern();
        if (pattern != null) {
            return (file.present() ? "" : "! ") + "{ _ns_detail=$(grep -E -m 1 -e " + word(pattern) + " -- " + path
                    + "); }";
        }
        String there = "{ [ -e " + path + " ] || [ -h " + path + " ]; }";
        return file.present() ? there : "! " + there;
    }

    private static String hex(int port) {
        return String.format(Locale.ROOT, "%04X", port);
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (int i = 0; i < probes.size(); i++) {
            Probe.Await probe = probes.get(i);
            String text = sections.text("a" + i).orElse("");
            int line = text.indexOf('\n');
            if (line < 0) {
                readings.put(probe, new Reading.Unreadable("this host has neither bash nor nc to try a port with"));
                continue;
            }
            String[] head = text.substring(0, line).split(" ");
            readings.put(
                    probe, new Reading.Awaited(head[0].equals("1"), Long.parseLong(head[1]), text.substring(line + 1)));
        }
    }
}
