package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.plan.RunPlan.Group;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan for people: hosts that are alike together, and of others first what is different. */
public final class PlanReport {
    private static final int MOST_NAMES = 8;
    private final RunPlan plan;
    private final List<String> lines = new ArrayList<>();

    private PlanReport(RunPlan plan) {
        this.plan = plan;
    }

    /**
     * The whole plan.
     *
     * @param id of the plan's text
     */
    public static List<String> lines(RunPlan plan, String id) {
        PlanReport report = new PlanReport(plan);
        report.head(id);
        report.groups();
        report.foot();
        return report.lines;
    }

    private void head(String id) {
        lines.add("Plan of " + plan.playbook());
        lines.add("  made " + plan.made() + " by " + plan.by() + " from the check " + plan.run());
        lines.add("  id   " + id);
    }

    private void groups() {
        List<Group> planned = PlanLooks.alike(plan);
        lines.add("");
        if (planned.isEmpty()) {
            lines.add("Nothing is planned for any host.");
        } else {
            int alike = planned.get(0).hosts().size();
            int others =
                    planned.stream().mapToInt(group -> group.hosts().size()).sum() - alike;
            lines.add(alike + (alike == 1 ? " host" : " hosts alike") + (others == 0 ? "" : ", " + others + " differ")
                    + ": " + names(planned.get(0).hosts()));
            steps(planned.get(0).plan().steps());
            planned.stream().skip(1).forEach(group -> differing(planned.get(0).plan(), group));
        }
        plan.groups()
                .forEach(group -> group.plan()
                        .whyNot()
                        .ifPresent(why -> apart(names(group.hosts()) + ": would be refused, its plan fails: " + why)));
        plan.notAsked().forEach((host, why) -> apart(host + ": could not be asked: " + why));
    }

    private void apart(String line) {
        lines.add("");
        lines.add(line);
    }

    private void differing(HostPlan most, Group group) {
        lines.add("");
        lines.add(
                (group.hosts().size() == 1 ? "1 host differs: " : group.hosts().size() + " hosts differ: ")
                        + names(group.hosts()));
        List<PlannedStep> only = without(group.plan().steps(), most.steps());
        List<PlannedStep> missing = without(most.steps(), group.plan().steps());
        if (!only.isEmpty()) {
            lines.add("  only here:");
            steps(only);
        }
        if (!missing.isEmpty()) {
            lines.add("  not here:");
            missing.forEach(step -> lines.add("     -  " + what(step)));
        }
        int same = group.plan().steps().size() - only.size();
        if (same > 0) {
            lines.add("  the other " + same + " as above");
        }
    }

    /** Steps of the one that the other does not have, as people see them. */
    private static List<PlannedStep> without(List<PlannedStep> steps, List<PlannedStep> others) {
        Set<String> known = new LinkedHashSet<>();
        others.forEach(step -> known.add(PlanLooks.of(step)));
        return steps.stream()
                .filter(step -> !known.contains(PlanLooks.of(step)))
                .toList();
    }

    private void steps(List<PlannedStep> steps) {
        if (steps.isEmpty()) {
            lines.add("     nothing to do");
        }
        int number = 0;
        for (PlannedStep step : steps) {
            lines.add(String.format("  %4d  ", ++number) + what(step) + on(step) + "  [" + way(step) + "]");
            for (Difference each : step.differences()) {
                lines.add("          " + each.what() + ": " + each.before() + "  ->  " + each.after());
            }
        }
    }

    private static String what(PlannedStep step) {
        return switch (step.kind()) {
            case PREDICTED -> step.change();
            case KNOWN_AFTER_APPLY, AFTERWARDS -> "`" + step.task() + "` (" + step.position() + ")";
            case IF_ANOTHER_FAILS -> step.task() + " (" + step.position() + ")";
        };
    }

    private static String on(PlannedStep step) {
        return step.target().isEmpty() ? "" : "  on " + step.target();
    }

    private static String way(PlannedStep step) {
        return switch (step.kind()) {
            case KNOWN_AFTER_APPLY -> "known after apply";
            case IF_ANOTHER_FAILS -> "only if a step before it fails";
            case AFTERWARDS -> "looks whether the host is well";
            case PREDICTED -> wayBack(step);
        };
    }

    private static String wayBack(PlannedStep step) {
        return switch (Optional.ofNullable(step.undo()).orElse(PlannedStep.Way.RECORDED)) {
            case RECORDED -> "can be undone";
            case AGAIN -> "again after undo";
            case NOT_NEEDED -> "nothing to undo";
            case IMPOSSIBLE -> "CANNOT be undone: " + step.note();
        };
    }

    private void foot() {
        Set<String> stuck = new LinkedHashSet<>();
        plan.groups().forEach(group -> group.plan().notUndoable().forEach(step -> stuck.add("`" + step.task() + "`")));
        lines.add("");
        lines.add(stuck.isEmpty() ? "Every step can be undone." : "Not undoable: " + String.join(", ", stuck));
        Set<String> deferred = plan.deferred();
        if (!deferred.isEmpty()) {
            lines.add("Known after apply (needs --accept-deferred): " + String.join(", ", deferred));
        }
    }

    private static String names(List<String> hosts) {
        return hosts.size() <= MOST_NAMES
                ? String.join(", ", hosts)
                : String.join(", ", hosts.subList(0, MOST_NAMES - 1)) + " and " + (hosts.size() - MOST_NAMES + 1)
                        + " more";
    }
}
