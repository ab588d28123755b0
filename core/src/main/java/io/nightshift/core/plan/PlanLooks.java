package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.plan.RunPlan.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plans as they look to people: bytes that differ from host to host are not looked at, and a host's own name stands as HOST. */
final class PlanLooks {
    private static final String HOST = "HOST";

    private PlanLooks() {}

    /** Hosts whose plans look alike together, the most first; without those whose plan cannot be carried out. */
    static List<Group> alike(RunPlan plan) {
        Map<List<PlannedStep>, List<String>> looks = new LinkedHashMap<>();
        for (Group group : plan.groups()) {
            if (group.plan().whyNot().isEmpty()) {
                for (String host : group.hosts()) {
                    looks.computeIfAbsent(of(group.plan().steps(), host), look -> new ArrayList<>())
                            .add(host);
                }
            }
        }
        List<Group> groups = new ArrayList<>();
        looks.forEach((steps, hosts) -> groups.add(new Group(hosts, new HostPlan(steps, List.of(), ""))));
        groups.sort((a, b) -> b.hosts().size() - a.hosts().size());
        return groups;
    }

    /** What tells a step from another one in a text for people. */
    static String of(PlannedStep step) {
        return step.path() + "\n" + step.kind() + step.target() + step.as() + step.change() + step.differences();
    }

    private static List<PlannedStep> of(List<PlannedStep> steps, String host) {
        Pattern name = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(host) + "(?![A-Za-z0-9])");
        return steps.stream().map(step -> of(step, name)).toList();
    }

    private static PlannedStep of(PlannedStep step, Pattern name) {
        return new PlannedStep(
                step.kind(),
                step.path(),
                nameless(step.task(), name),
                step.position(),
                step.target(),
                step.as(),
                nameless(step.change(), name),
                step.undo(),
                nameless(step.note(), name),
                step.differences().stream()
                        .map(each -> new Difference(
                                nameless(each.what(), name),
                                nameless(each.before(), name),
                                nameless(each.after(), name)))
                        .toList(),
                "",
                step.once());
    }

    private static String nameless(String text, Pattern name) {
        return name.matcher(text).replaceAll(Matcher.quoteReplacement(HOST));
    }
}
