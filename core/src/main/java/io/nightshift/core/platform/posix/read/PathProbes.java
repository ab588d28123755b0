package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.DigestLines;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** States of paths: one stat for those that follow links and one for those that do not, one more per kind of checksum. */
final class PathProbes implements ProbeGroup {
    private final String format;
    private final List<Probe.Path> probes;
    private final List<String> followed;
    private final List<String> own;
    private final Map<Checksum, Set<String>> sums = new EnumMap<>(Checksum.class);

    PathProbes(HostProfile host, List<Probe.Path> probes) {
        this.format = StatLines.format(host);
        this.probes = probes;
        this.followed = probes.stream()
                .filter(Probe.Path::follow)
                .map(Probe.Path::path)
                .distinct()
                .toList();
        this.own = probes.stream()
                .filter(probe -> !probe.follow())
                .map(Probe.Path::path)
                .distinct()
                .toList();
        for (Probe.Path probe : probes) {
            if (probe.checksum() != Checksum.NONE) {
                sums.computeIfAbsent(probe.checksum(), kind -> new LinkedHashSet<>())
                        .add(probe.path());
            }
        }
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        if (!followed.isEmpty()) {
            out.append("_ns_paths pf -L '" + format + "' ")
                    .append(words(followed))
                    .append('\n');
        }
        if (!own.isEmpty()) {
            out.append("_ns_paths po '' '" + format + "' ").append(words(own)).append('\n');
        }
        sums.forEach((kind, paths) -> {
            String name = kind.name().toLowerCase(Locale.ROOT);
            out.append("_ns_sums ps" + name + " " + name + "sum ")
                    .append(words(paths))
                    .append('\n');
        });
        return out.toString();
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        Map<String, Reading> states = new LinkedHashMap<>();
        sections.latin1("pf").ifPresent(text -> StatLines.read(text, followed, states));
        Map<String, Reading> ownStates = new LinkedHashMap<>();
        sections.latin1("po").ifPresent(text -> StatLines.read(text, own, ownStates));
        for (int i = 0; i < own.size(); i++) {
            String path = own.get(i);
            sections.text("po." + i)
                    .ifPresent(target -> ownStates.computeIfPresent(
                            path,
                            (p, state) ->
                                    state instanceof PathState link ? StatLines.with(link, target, null) : state));
        }
        Map<Checksum, Map<String, String>> digests = new EnumMap<>(Checksum.class);
        for (Checksum kind : sums.keySet()) {
            digests.put(
                    kind,
                    DigestLines.read(sections.latin1("ps" + kind.name().toLowerCase(Locale.ROOT))
                            .orElse("")));
        }
        for (Probe.Path probe : probes) {
            Reading state = (probe.follow() ? states : ownStates).get(probe.path());
            if (state instanceof PathState known && known.isFile() && probe.checksum() != Checksum.NONE) {
                String digest = digests.getOrDefault(probe.checksum(), Map.of()).get(probe.path());
                readings.put(
                        probe,
                        digest == null
                                ? new Reading.Unreadable("the host could not compute the "
                                        + probe.checksum().name().toLowerCase(Locale.ROOT) + " of " + probe.path())
                                : StatLines.with(known, known.linkTarget(), digest));
            } else if (state != null) {
                readings.put(probe, state);
            }
        }
    }
}
