package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.DigestLines;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/** Whole trees: find with as few stats as arguments fit, one more find for digests and one for links. */
final class TreeProbes implements ProbeGroup {
    private final String format;
    private final List<Probe.Tree> probes;

    TreeProbes(HostProfile host, List<Probe.Tree> probes) {
        this.format = StatLines.format(host);
        this.probes = probes;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < probes.size(); i++) {
            Probe.Tree probe = probes.get(i);
            String sum = probe.checksum() == Checksum.NONE
                    ? "''"
                    : probe.checksum().name().toLowerCase(Locale.ROOT) + "sum";
            out.append("_ns_tree t" + i + (probe.followLinks() ? " -L " : " '' ") + word(probe.path()) + " "
                    + (probe.depth() == 0 ? "''" : "'-maxdepth " + probe.depth() + "'")
                    + (probe.followLinks() ? " -L" : " ''") + " '" + format + "' " + (probe.limit() + 1) + " " + sum
                    + "\n");
        }
        return out.toString();
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (int i = 0; i < probes.size(); i++) {
            Probe.Tree probe = probes.get(i);
            Map<String, String> digests =
                    DigestLines.read(sections.latin1("t" + i + ".sum").orElse(""));
            Map<String, String> targets =
                    pairs(sections.latin1("t" + i + ".links").orElse(""));
            sections.latin1("t" + i).ifPresent(text -> readings.put(probe, tree(probe, text, digests, targets)));
        }
    }

    private static Reading tree(
            Probe.Tree probe, String latin1, Map<String, String> digests, Map<String, String> targets) {
        List<PathState> entries = new ArrayList<>();
        Matcher line = StatLines.line().matcher(latin1);
        int at = 0;
        while (at < latin1.length() && line.find(at)) {
            int begin = line.end();
            // A name ends where the next line of numbers begins.
            int end = begin;
            do {
                end = latin1.indexOf('\n', end + 1);
            } while (end >= 0
                    && end + 1 < latin1.length()
                    && !StatLines.line()
                            .matcher(latin1)
                            .region(end + 1, latin1.length())
                            .lookingAt());
            end = end < 0 ? latin1.length() : end;
            String path = HostText.decode(latin1.substring(begin, end));
            line.find(at);
            entries.add(StatLines.with(StatLines.state(path, line), targets.get(path), digests.get(path)));
            at = end + 1;
        }
        entries.sort(Comparator.comparing(PathState::path));
        boolean complete = entries.size() <= probe.limit();
        return new Reading.Tree(complete ? entries : entries.subList(0, probe.limit()), complete);
    }

    /** LENGTH, line break, name, LENGTH, line break, target. */
    private static Map<String, String> pairs(String latin1) {
        Map<String, String> pairs = new HashMap<>();
        int at = 0;
        while (at < latin1.length()) {
            int nameStart = latin1.indexOf('\n', at) + 1;
            int nameEnd = nameStart + Integer.parseInt(latin1.substring(at, nameStart - 1));
            int targetStart = latin1.indexOf('\n', nameEnd) + 1;
            int targetEnd = targetStart + Integer.parseInt(latin1.substring(nameEnd, targetStart - 1));
            pairs.put(
                    HostText.decode(latin1.substring(nameStart, nameEnd)),
                    HostText.decode(latin1.substring(targetStart, targetEnd)));
            at = targetEnd;
        }
        return pairs;
    }
}
