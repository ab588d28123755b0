package io.nightshift.core.run;

import io.nightshift.core.journal.HostTime;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.rollout.RingPlan;
import io.nightshift.core.window.Opening;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.Rollout;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import io.nightshift.playbooks.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what cannot be meant about the rings and windows of plays, before anything starts. */
public final class RolloutCheck {
    private static final int OPENINGS = 14;

    private final Templates templates;
    private final Inventory inventory;
    private final Map<String, Object> extraVariables;
    private final Diagnostics problems;

    public RolloutCheck(
            Templates templates, Inventory inventory, Map<String, Object> extraVariables, Diagnostics problems) {
        this.templates = templates;
        this.inventory = inventory;
        this.extraVariables = extraVariables;
        this.problems = problems;
    }

    /**
     * Reports rings that overlap, add nobody or leave somebody out.
     *
     * @param limit where it is given, rings may be as empty as it makes them
     */
    public void rings(Playbook playbook, @Nullable List<String> limit) {
        for (Play play : playbook.plays()) {
            Rollout rollout = play.rollout();
            if (rollout == null || rollout.rings().isEmpty() || limit != null) {
                continue;
            }
            try {
                Scope scope = HostSelection.scope(play, inventory, extraVariables);
                List<String> hosts = HostSelection.selected(templates, inventory, scope, play, new Diagnostics());
                RingPlan.of(rollout.rings(), hosts, ring -> PlayRings.selected(templates, inventory, ring, scope))
                        .problems()
                        .forEach(problem -> problems.error(
                                problem.position(), problem.length(), problem.message(), problem.hint()));
            } catch (TemplateException e) {
                // Only a run knows what this pattern needs.
            }
        }
    }

    /** Reports windows that are shorter than what a play took at its fastest, so that no host could ever begin. */
    public void windows(
            Playbook playbook, @Nullable List<String> limit, WindowCalendar calendar, RunStore store, Instant now) {
        for (Play play : playbook.plays()) {
            Optional<Duration> fastest = store.times(ExpectedTimes.subject(playbook.file(), play)).stream()
                    .map(HostTime::took)
                    .min(Comparator.naturalOrder());
            if (fastest.isPresent()) {
                window(play, limit, calendar, now, fastest.get());
            }
        }
    }

    private void window(
            Play play, @Nullable List<String> limit, WindowCalendar calendar, Instant now, Duration fastest) {
        Scope scope = HostSelection.scope(play, inventory, extraVariables);
        for (String host : HostSelection.selected(templates, inventory, scope, play, new Diagnostics())) {
            List<Opening> next = calendar.next(host, now, OPENINGS);
            Optional<Duration> longest = next.stream()
                    .map(opening -> Duration.between(opening.opens(), opening.closes()))
                    .max(Comparator.naturalOrder());
            boolean wanted = limit == null || limit.contains(host);
            if (wanted && longest.isPresent() && longest.get().compareTo(fastest) < 0) {
                Position position = play.position();
                problems.error(
                        position,
                        1,
                        host + " could never begin this play: its windows are open for " + Wait.text(longest.get())
                                + " at most, and the play never took less than " + Wait.text(fastest),
                        "make the window longer, or the play shorter: `nightshift windows " + host
                                + "` shows its windows");
                return;
            }
        }
    }
}
