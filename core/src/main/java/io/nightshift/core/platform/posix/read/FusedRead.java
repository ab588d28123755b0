package io.nightshift.core.platform.posix.read;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.ProbeBatch;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** All probes of a batch, grouped by kind; one subshell around them so that nothing of it stays in the shell. */
public final class FusedRead implements ProbeBatch {
    private final String word;
    private final List<Probe> probes;
    private final List<ProbeGroup> groups;

    /**
     * Groups the probes.
     *
     * @param word unguessable; letters and digits
     */
    public FusedRead(HostProfile host, List<Probe> probes, String word) {
        this.word = word;
        this.probes = List.copyOf(new LinkedHashSet<>(probes));
        this.groups = new ArrayList<>();
        add(Probe.Path.class, PathProbes::new, host);
        add(Probe.FileContent.class, ContentProbes::new, host);
        add(Probe.Packages.class, PackageProbes::new, host);
        add(Probe.Service.class, ServiceProbes::new, host);
        add(Probe.Tree.class, TreeProbes::new, host);
        add(Probe.Command.class, CommandProbes::new, host);
        add(Probe.Http.class, HttpProbes::new, host);
        add(Probe.AllServices.class, AllServicesProbe::new, host);
        add(Probe.Facts.class, FactProbes::new, host);
        List<Probe> accounts = this.probes.stream().filter(AccountProbes::reads).toList();
        if (!accounts.isEmpty()) {
            groups.add(new AccountProbes(host, accounts));
        }
        List<Probe> small = this.probes.stream().filter(SmallProbes::reads).toList();
        if (!small.isEmpty()) {
            groups.add(new SmallProbes(host, small));
        }
        // Last: the others should not wait for them.
        add(Probe.Await.class, AwaitProbes::new, host);
    }

    private <P extends Probe> void add(
            Class<P> kind, BiFunction<HostProfile, List<P>, ? extends ProbeGroup> group, HostProfile host) {
        List<P> some = probes.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (!some.isEmpty()) {
            groups.add(group.apply(host, some));
        }
    }

    @Override
    public String script() {
        StringBuilder out =
                new StringBuilder("(").append(Sections.function(word)).append(Library.text("probe"));
        for (ProbeGroup group : groups) {
            out.append(group.script());
        }
        return out.append("_ns_s ")
                .append(Sections.END)
                .append("\n) </dev/null 2>/dev/null")
                .toString();
    }

    @Override
    public Map<Probe, Reading> parse(Frame frame) {
        Sections sections = new Sections(word, frame.stdout());
        Map<Probe, Reading> readings = new LinkedHashMap<>();
        if (sections.complete()) {
            for (ProbeGroup group : groups) {
                group.parse(sections, readings);
            }
        }
        for (Probe probe : probes) {
            readings.computeIfAbsent(probe, missing -> new Reading.Unreadable(why(frame)));
        }
        return readings;
    }

    private static String why(Frame frame) {
        if (frame.stdout().skipped() > 0) {
            return "the host's answer was too long for one go";
        }
        String said = frame.stderr().text().strip();
        return said.isEmpty() ? "the host did not answer this question" : "the host did not answer: " + said;
    }
}
