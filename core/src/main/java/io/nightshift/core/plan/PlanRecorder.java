package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.plan.PlannedStep.Kind;
import io.nightshift.core.plan.PlannedStep.Way;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Writes down what a check reads of every host and would change there. */
public final class PlanRecorder implements Planned {
    private final Digests digests;
    private final UnaryOperator<String> clean;
    private final Map<String, OfHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, String> files = new ConcurrentHashMap<>();

    /** @param clean takes known secrets out of a text */
    public PlanRecorder(Digests digests, UnaryOperator<String> clean) {
        this.digests = digests;
        this.clean = clean;
    }

    private record Asked(ActingAs as, Probe probe) {}

    /** What is known of one host; guarded by itself. */
    private static final class OfHost {
        final List<PlannedStep> steps = new ArrayList<>();
        final Map<Asked, Map<String, String>> base = new LinkedHashMap<>();
        /** What is written to each path of another host; several hosts may do so. */
        final Map<String, String> elsewhere = new LinkedHashMap<>();
    }

    @Override
    public boolean writing() {
        return true;
    }

    @Override
    public void read(StepPlace place, Map<Probe, Reading> answers) {
        ActingAs as = place.as();
        OfHost host = of(place.host());
        answers.forEach((probe, reading) -> {
            Map<String, String> parts = ReadingParts.of(place.module(), probe, reading);
            if (as != null && !parts.isEmpty() && maybeShown(place, probe)) {
                Map<String, String> digested = new LinkedHashMap<>();
                parts.forEach((name, text) -> digested.put(name, digests.ofText(text)));
                synchronized (host) {
                    host.base.putIfAbsent(new Asked(as, probe), digested);
                }
            }
        });
    }

    /** Probes stand in the plan as they are; one with a secret in it cannot. */
    private boolean maybeShown(StepPlace place, Probe probe) {
        String text = String.valueOf(probe);
        boolean bare = !(probe instanceof Probe.Command command)
                || command.stdin() == null && command.environment().isEmpty();
        return text.equals(clean.apply(text)) && (bare || !place.silent());
    }

    @Override
    public Optional<String> change(
            StepPlace place, Change change, String described, Undo undo, List<Difference> differences) {
        String digest = StepDigest.of(digests, place, change, differences);
        OfHost host = of(place.host());
        ActingAs as = place.as();
        synchronized (host) {
            host.steps.add(new PlannedStep(
                    Kind.PREDICTED,
                    place.taskPath(),
                    place.task(),
                    place.position(),
                    as == null ? "" : as.target(),
                    as == null ? "" : as.user(),
                    described,
                    way(undo),
                    note(undo),
                    place.silent() ? List.of() : differences,
                    digest,
                    place.once()));
            if (as != null && !as.target().isEmpty() && change instanceof FileChange file && !place.once()) {
                host.elsewhere.put(as.target() + ":" + file.path(), place.taskPath());
            }
        }
        return Optional.empty();
    }

    @Override
    public void later(StepPlace place) {
        add(place, Kind.KNOWN_AFTER_APPLY);
    }

    @Override
    public void rescue(StepPlace place) {
        add(place, Kind.IF_ANOTHER_FAILS);
    }

    @Override
    public void health(StepPlace place) {
        add(place, Kind.AFTERWARDS);
    }

    private void add(StepPlace place, Kind kind) {
        ActingAs as = place.as();
        OfHost host = of(place.host());
        synchronized (host) {
            host.steps.add(new PlannedStep(
                    kind,
                    place.taskPath(),
                    place.task(),
                    place.position(),
                    as == null ? "" : as.target(),
                    as == null ? "" : as.user(),
                    "",
                    null,
                    "",
                    List.of(),
                    "",
                    place.once()));
        }
    }

    @Override
    public void file(String path, String sha256) {
        files.put(path, sha256);
    }

    /** SHA-256 of the files of the controller that would go to hosts, by path. */
    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    /**
     * Hosts with the same plan together, the most first; of hosts that no task came to nothing is known.
     *
     * @param troubles why a host's plan cannot be carried out
     */
    public List<RunPlan.Group> groups(List<String> names, Map<String, String> troubles) {
        Map<HostPlan, List<String>> alike = new LinkedHashMap<>();
        for (String name : names) {
            alike.computeIfAbsent(plan(name, troubles.getOrDefault(name, "")), plan -> new ArrayList<>())
                    .add(name);
        }
        List<RunPlan.Group> groups = new ArrayList<>();
        alike.forEach((plan, together) -> groups.add(new RunPlan.Group(together, plan)));
        groups.sort((a, b) -> b.hosts().size() - a.hosts().size()); // stable: the rest as they were selected
        return groups;
    }

    private HostPlan plan(String name, String trouble) {
        OfHost host = of(name);
        synchronized (host) {
            List<BaseReading> base = new ArrayList<>();
            host.base.forEach((asked, parts) -> base.add(new BaseReading(asked.as(), asked.probe(), parts)));
            List<PlannedStep> steps = new ArrayList<>();
            host.steps.forEach(step -> steps.add(isShared(name, host, step) ? deferred(step) : step));
            return new HostPlan(steps, base, trouble);
        }
    }

    /** Several hosts edit the same file somewhere: what the second finds there is known when the first is done. */
    private boolean isShared(String name, OfHost host, PlannedStep step) {
        return host.elsewhere.entrySet().stream()
                .filter(place -> place.getValue().equals(step.path()))
                .anyMatch(place -> hosts.entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(name)
                                && other.getValue().elsewhere.containsKey(place.getKey())));
    }

    private static PlannedStep deferred(PlannedStep step) {
        return new PlannedStep(
                Kind.KNOWN_AFTER_APPLY,
                step.path(),
                step.task(),
                step.position(),
                step.target(),
                step.as(),
                step.change(),
                step.undo(),
                step.note(),
                List.of(),
                "",
                step.once());
    }

    private OfHost of(String host) {
        return hosts.computeIfAbsent(host, name -> new OfHost());
    }

    static Way way(Undo undo) {
        return undo instanceof Undo.Recorded
                ? Way.RECORDED
                : undo instanceof Undo.Again
                        ? Way.AGAIN
                        : undo instanceof Undo.NotNeeded ? Way.NOT_NEEDED : Way.IMPOSSIBLE;
    }

    private static String note(Undo undo) {
        return undo instanceof Undo.Again again ? again.key() : undo instanceof Undo.Impossible no ? no.reason() : "";
    }
}
