package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bytes of files; one fork for each that is there and not empty. */
final class ContentProbes implements ProbeGroup {
    /** Beyond this the answer would not fit into one frame. */
    private static final long MOST = 8L << 20;

    private final List<Probe.FileContent> probes;

    ContentProbes(HostProfile host, List<Probe.FileContent> probes) {
        this.probes = probes;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < probes.size(); i++) {
            Probe.FileContent probe = probes.get(i);
            out.append("_ns_bytes c" + i + " " + (limit(probe) + 1) + " ")
                    .append(word(probe.path()))
                    .append('\n');
        }
        return out.toString();
    }

    private static long limit(Probe.FileContent probe) {
        return Math.min(probe.limit(), MOST);
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (int i = 0; i < probes.size(); i++) {
            Probe.FileContent probe = probes.get(i);
            boolean failed = sections.latin1("c" + i + ".failed").isPresent();
            sections.bytes("c" + i).ifPresent(bytes -> readings.put(probe, reading(probe, bytes, failed)));
        }
    }

    private static Reading reading(Probe.FileContent probe, byte[] answer, boolean failed) {
        char first = answer.length == 0 ? '?' : (char) answer[0];
        if (first == 'F' && !failed) {
            int limit = (int) limit(probe);
            int size = answer.length - 1;
            return new Reading.Bytes(Arrays.copyOfRange(answer, 1, 1 + Math.min(size, limit)), size <= limit);
        }
        return switch (first) {
            case 'A' -> new Reading.Bytes(null, true);
            case 'D' -> new Reading.Unreadable(probe.path() + " is a directory");
            default -> new Reading.Unreadable(probe.path() + " may not be read");
        };
    }
}
