package io.nightshift.core.plan;

import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a reading a plan rests on, part by part. Times, sizes of files whose content nobody asked for, load and the like change by
 * themselves and are left out; so is what a task only looks at. A step that comes out differently for such a reason is not in the
 * plan, and stops its host before it acts.
 */
final class ReadingParts {
    /** These read for people and for conditions; they plan nothing. */
    private static final Set<String> ONLY_LOOK = Set.of(
            "find", "setup", "gather_facts", "package_facts", "service_facts", "wait_for", "uri", "fetch", "tempfile");

    private ReadingParts() {}

    /** Empty where nothing rests on it. */
    static Map<String, String> of(String module, Probe probe, Reading reading) {
        if (ONLY_LOOK.contains(module) || isOfTheKernel(probe)) {
            return Map.of();
        }
        if (reading instanceof Reading.Unreadable) {
            return Map.of("", "not readable");
        }
        if (reading instanceof PathState state) {
            return Map.of("", path(state, !module.equals("stat")));
        }
        if (reading instanceof Reading.Tree tree) {
            StringBuilder all = new StringBuilder();
            tree.entries()
                    .forEach(entry -> all.append(entry.path())
                            .append(' ')
                            .append(path(entry, true))
                            .append('\n'));
            return Map.of("", all.toString());
        }
        if (probe instanceof Probe.Packages asked && reading instanceof Reading.Packages packages) {
            Map<String, String> all = new LinkedHashMap<>();
            packages.states().forEach((name, state) -> all.put(name, version(asked, state)));
            return all;
        }
        if (reading instanceof Reading.Service service) {
            return Map.of("", Canonical.of(List.of(service.exists(), service.active(), service.enabled())));
        }
        boolean lasting = reading instanceof Reading.Bytes
                || reading instanceof Reading.User
                || reading instanceof Reading.Group
                || reading instanceof Reading.Text
                || reading instanceof Reading.CommandOutput
                || reading instanceof Reading.Names;
        return lasting ? Map.of("", Canonical.of(reading)) : Map.of();
    }

    private static boolean isOfTheKernel(Probe probe) {
        return probe instanceof Probe.FileContent file && file.path().startsWith("/proc/");
    }

    private static String path(PathState state, boolean content) {
        @Nullable String checksum = content ? state.checksum() : null;
        return state.kind() + " " + state.mode() + " " + Canonical.of(state.owner()) + Canonical.of(state.group())
                + state.uid() + " " + state.gid() + " " + Canonical.of(state.linkTarget()) + Canonical.of(checksum);
    }

    /** Which version would come counts only where one comes. */
    private static String version(Probe.Packages asked, Reading.PackageState state) {
        boolean comes = asked.candidates() && state.installed() == null;
        return Canonical.of(state.installed()) + (comes ? " of " + Canonical.of(state.candidate()) : "") + state.held();
    }
}
