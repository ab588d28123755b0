package io.nightshift.core.window;

import io.nightshift.inventory.Group;
import io.nightshift.inventory.Host;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.WrittenVariable;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads which windows hosts have: those that their groups name, the groups above these, and they themselves. Within
 * one group or host the strongest place counts, as for any variable.
 */
final class AssignmentReader {
    private final Set<String> windows;
    private final Set<String> broken;
    private final Fields fields;
    private final Diagnostics problems;

    /**
     * @param windows the names of all windows
     * @param broken names of windows that could not be read, which was reported
     */
    AssignmentReader(Set<String> windows, Set<String> broken, Diagnostics problems) {
        this.windows = windows;
        this.broken = broken;
        this.fields = new Fields(problems);
        this.problems = problems;
    }

    Assignments read(Inventory inventory) {
        Map<String, Set<String>> ofGroups = new HashMap<>();
        Map<String, Set<String>> ofSingleHosts = new HashMap<>();
        for (WrittenVariable written : inventory.written(WrittenVariable.WINDOW)) {
            (written.ofHost() ? ofSingleHosts : ofGroups).put(written.owner(), names(written.value()));
        }
        Set<String> ofAll = ofGroups.getOrDefault(Group.ALL, Set.of());
        Map<String, List<String>> ofHosts = new HashMap<>();
        Map<Set<String>, List<String>> shared = new HashMap<>();
        for (Host host : inventory.hosts()) {
            Set<String> names = new TreeSet<>(ofAll);
            for (Group group : inventory.groupsOf(host)) {
                names.addAll(ofGroups.getOrDefault(group.name(), Set.of()));
            }
            names.addAll(ofSingleHosts.getOrDefault(host.name(), Set.of()));
            ofHosts.put(host.name(), shared.computeIfAbsent(names, List::copyOf));
        }
        return new Assignments(ofHosts, List.copyOf(ofAll));
    }

    private Set<String> names(YamlNode value) {
        Set<String> names = new TreeSet<>();
        for (YamlNode.Scalar scalar : fields.texts(value, "a window")) {
            for (String part : scalar.text().split(",", -1)) {
                String name = part.strip();
                if (windows.contains(name)) {
                    names.add(name);
                } else if (!name.isEmpty() && !broken.contains(name)) {
                    problems.error(
                            scalar,
                            "there is no maintenance window `" + name + "`",
                            WindowCalendar.hint(name, windows));
                }
            }
        }
        return names;
    }
}
