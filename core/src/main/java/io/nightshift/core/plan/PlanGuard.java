package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Undo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Holds a run to a plan: no host whose base has changed is touched, and no step is made that is not in the plan. */
public final class PlanGuard implements Planned {
    private static final int MOST_NAMED = 3;

    private final RunPlan plan;
    private final Digests digests;
    private final Map<String, HostPlan> hosts;
    /** Digests of steps that one host makes for all, by path of the task: it may be another one this time. */
    private final Map<String, Set<String>> shared = new HashMap<>();
    /** Hosts that have been told their base. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    /** Changes that this run has made, by the host they were made on. */
    private final Map<String, Queue<Change>> made = new ConcurrentHashMap<>();

    public PlanGuard(RunPlan plan, Digests digests) {
        this.plan = plan;
        this.digests = digests;
        this.hosts = plan.hosts();
        hosts.values()
                .forEach(host -> host.steps().stream()
                        .filter(PlannedStep::once)
                        .forEach(step -> shared.computeIfAbsent(step.path(), path -> new HashSet<>())
                                .add(step.digest())));
    }

    @Override
    public Optional<String> refused(String host) {
        String why = plan.notAsked().get(host);
        if (why != null) {
            return Optional.of("refused: it could not be asked when the plan was made (" + why + ")");
        }
        HostPlan own = hosts.get(host);
        return own == null
                ? Optional.of("refused: the plan does not have this host")
                : own.whyNot().map(trouble -> "refused: its plan cannot be carried out: " + trouble);
    }

    @Override
    public List<BaseReading> base(String host) {
        HostPlan own = hosts.get(host);
        return own == null || !told.add(host) ? List.of() : own.base();
    }

    @Override
    public Optional<String> changedSince(String host, BaseReading base, Reading now) {
        Probe probe = base.probe();
        Queue<Change> changes = made.get(base.as().on(host));
        if (changes != null && changes.stream().anyMatch(change -> change.touches(probe))) {
            return Optional.empty(); // it was this run that changed it, for another host
        }
        Map<String, String> parts = ReadingParts.of("", probe, now);
        // What `stat` was asked for counts without its content; see there.
        Map<String, String> looked = ReadingParts.of("stat", probe, now);
        List<String> changed = new ArrayList<>();
        base.digests().forEach((name, digest) -> {
            if (!digest.equals(digest(parts, name)) && !digest.equals(digest(looked, name))) {
                changed.add(ProbeWords.about(probe, name));
            }
        });
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        int more = changed.size() - MOST_NAMED;
        String named = String.join(", ", changed.subList(0, Math.min(MOST_NAMED, changed.size())));
        return Optional.of(named + (more > 0 ? " and " + more + " more" : ""));
    }

    private String digest(Map<String, String> parts, String name) {
        String text = parts.get(name);
        return text == null ? "" : digests.ofText(text);
    }

    @Override
    public Optional<String> change(
            StepPlace place, Change change, String described, Undo undo, List<Difference> differences) {
        if (!isHarmless(change) && !isPlanned(place, change, differences)) {
            return Optional.of(refusal(place, described));
        }
        ActingAs as = place.as();
        if (as != null) {
            made.computeIfAbsent(as.on(place.host()), target -> new ConcurrentLinkedQueue<>())
                    .add(change);
        }
        return Optional.empty();
    }

    /** Time alone makes an index of packages too old; that is no other plan. */
    private static boolean isHarmless(Change change) {
        return change instanceof PackageChange.RefreshIndex || change instanceof PackageChange.Clean;
    }

    private boolean isPlanned(StepPlace place, Change change, List<Difference> differences) {
        HostPlan own = hosts.get(place.host());
        if (own == null) {
            return false;
        }
        String path = place.taskPath();
        String digest = StepDigest.of(digests, place, change, differences);
        for (PlannedStep step : own.steps()) {
            boolean same = step.path().equals(path);
            boolean within = same || path.startsWith(step.path() + ".");
            boolean planned = switch (step.kind()) {
                case PREDICTED -> same && step.digest().equals(digest);
                case KNOWN_AFTER_APPLY, AFTERWARDS -> within;
                case IF_ANOTHER_FAILS -> path.startsWith(step.path() + ".r");
            };
            if (planned) {
                return true;
            }
        }
        return shared.getOrDefault(path, Set.of()).contains(digest);
    }

    private String refusal(StepPlace place, String described) {
        HostPlan own = hosts.get(place.host());
        Optional<PlannedStep> instead = own == null
                ? Optional.empty()
                : own.steps().stream()
                        .filter(step -> step.predicted() && step.path().equals(place.taskPath()))
                        .findFirst();
        String what = "`" + place.task() + "` (" + place.position() + ") would " + described;
        return "stopped before a step that is not in the plan: " + what
                + instead.map(step -> step.change().equals(described)
                                ? ", in another form than was planned"
                                : "; planned was: " + step.change())
                        .orElse("; nothing was planned there");
    }
}
