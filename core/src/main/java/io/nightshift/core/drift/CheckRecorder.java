package io.nightshift.core.drift;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.plan.Planned;
import io.nightshift.core.plan.StepPlace;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunEvent.TaskStatus;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Undo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Listens to a check and writes down what it would change on every host. Told by many threads. */
public final class CheckRecorder implements Planned, RunEvent.Listener {
    private final Map<String, OfHost> hosts = new ConcurrentHashMap<>();
    private final boolean passesOverCommands;
    private volatile RunEvent.@Nullable RunEnded ended;

    /** @param passesOverCommands whether what comes after a command is looked at as if that had no effect */
    public CheckRecorder(boolean passesOverCommands) {
        this.passesOverCommands = passesOverCommands;
    }

    /** What is known of one host; guarded by itself. */
    private static final class OfHost {
        final List<Deviation> told = new ArrayList<>();
        /** Where tasks stand that say they would change something. */
        final Set<String> changing = new HashSet<>();

        final Set<String> unknown = new LinkedHashSet<>();
    }

    @Override
    public boolean checking() {
        return true;
    }

    @Override
    public boolean passesOverCommands() {
        return passesOverCommands;
    }

    @Override
    public Optional<String> change(
            StepPlace place, Change change, String described, Undo undo, List<Difference> differences) {
        if (!(change instanceof CommandChange)) {
            OfHost host = of(place.host());
            synchronized (host) {
                host.told.add(new Deviation(
                        place.task(),
                        place.position(),
                        place.module(),
                        described,
                        place.silent() ? List.of() : differences));
            }
        }
        return Optional.empty();
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.TaskEnded task) {
            if (task.status() == TaskStatus.CHANGED) {
                OfHost host = of(task.host());
                synchronized (host) {
                    host.changing.add(task.position().toString());
                }
            } else if (task.status() == TaskStatus.KNOWN_AFTER_APPLY && task.item() == null) {
                OfHost host = of(task.host());
                synchronized (host) {
                    host.changing.add(task.position().toString());
                    host.unknown.add(task.task());
                }
            }
        } else if (event instanceof RunEvent.RunEnded end) {
            ended = end;
        }
    }

    private OfHost of(String host) {
        return hosts.computeIfAbsent(host, name -> new OfHost());
    }

    /** What was found, host by host; empty while the check goes on. */
    public Optional<Map<String, HostCheck>> found() {
        RunEvent.RunEnded end = ended;
        if (end == null) {
            return Optional.empty();
        }
        Map<String, HostCheck> all = new LinkedHashMap<>();
        end.hosts()
                .forEach((name, state) ->
                        all.put(name, check(name, state, end.details().getOrDefault(name, ""))));
        return Optional.of(all);
    }

    private HostCheck check(String name, HostState state, String detail) {
        HostCheck.Asked asked = state.good()
                ? HostCheck.Asked.TO_THE_END
                : state == HostState.UNREACHABLE || state == HostState.WAITING || state == HostState.PARKED
                        ? HostCheck.Asked.NOT_AT_ALL
                        : HostCheck.Asked.IN_PART;
        String why = detail.lines().findFirst().orElse("");
        OfHost host = of(name);
        synchronized (host) {
            List<Deviation> deviations = host.told.stream()
                    .filter(each -> host.changing.contains(each.position()))
                    .distinct()
                    .toList();
            return new HostCheck(asked, state.good() ? "" : why, deviations, List.copyOf(host.unknown));
        }
    }
}
