package io.nightshift.core.plan;

import io.nightshift.playbooks.module.Probe;

/** What a probe asks for, in the words of a technician. */
final class ProbeWords {
    private static final int LONGEST = 60;

    private ProbeWords() {}

    static String about(Probe probe) {
        if (probe instanceof Probe.Path at) {
            return at.path();
        } else if (probe instanceof Probe.FileContent at) {
            return at.path();
        } else if (probe instanceof Probe.Tree at) {
            return "what is below " + at.path();
        } else if (probe instanceof Probe.Packages asked) {
            return asked.names().size() == 1 ? "the package " + asked.names().get(0) : "packages";
        } else if (probe instanceof Probe.Service service) {
            return "the service " + service.name();
        } else if (probe instanceof Probe.User user) {
            return "the user " + user.name();
        } else if (probe instanceof Probe.Group group) {
            return "the group " + group.name();
        } else if (probe instanceof Probe.Crontab crontab) {
            return "the crontab of " + crontab.user();
        } else if (probe instanceof Probe.Sysctl sysctl) {
            return "the kernel setting " + sysctl.name();
        } else if (probe instanceof Probe.Glob glob) {
            return "what " + glob.pattern() + " stands for";
        } else if (probe instanceof Probe.Command command) {
            String words = String.join(" ", command.argv());
            return "what `" + (words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words) + "` says";
        }
        return probe.getClass().getSimpleName();
    }

    /** The same about one part of its answer. */
    static String about(Probe probe, String part) {
        return part.isEmpty() ? about(probe) : probe instanceof Probe.Packages ? "the package " + part : part;
    }
}
