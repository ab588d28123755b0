package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.RoleScope;
import io.nightshift.playbooks.Rollout;
import io.nightshift.playbooks.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** One play while it runs: its hosts, variables and what joined it at run time. */
final class PlayContext {
    final Play play;
    final String name;
    final List<String> hosts;
    /** Those that were lost before it began included. */
    final List<String> all;
    /** How many hosts may be at work at once. */
    final int width;
    /** Places for these. */
    final Pace.Permits places;
    /** How many more may wait for a slow host. */
    final Pace.Permits slow;
    /** Whether the rollout goes on. */
    final RolloutWatch watch;
    /** Variables of vars_prompt and vars_files that are the same for all hosts. */
    final Map<String, Object> prompted;

    final List<Task> handlers;
    /** The play's own roles; where two set the same variable, the later one counts. */
    final List<RoleScope> rolesLastFirst;

    /** Hosts that have no more to do in this play. */
    final Set<String> through = ConcurrentHashMap.newKeySet();

    volatile List<String> batch = List.of();
    /** The number of the ring that a host is in, from 0. */
    private final Map<String, Integer> rings = new ConcurrentHashMap<>();

    private final Set<String> late = ConcurrentHashMap.newKeySet();

    volatile boolean ended;

    /** Whether the run has nothing more to do on a host after this play. */
    final Predicate<String> last;

    PlayContext(
            RunContext run,
            Play play,
            String name,
            List<String> hosts,
            List<String> all,
            Map<String, Object> prompted,
            Predicate<String> last) {
        this.last = last;
        this.play = play;
        this.name = name;
        this.hosts = List.copyOf(hosts);
        this.all = List.copyOf(all);
        this.width = width(run, play);
        this.places = run.pace.permits(width);
        this.slow = run.pace.permits(width);
        this.watch = new RolloutWatch(run, play);
        this.prompted = prompted;
        this.handlers = new CopyOnWriteArrayList<>(play.handlers());
        List<RoleScope> reversed = new ArrayList<>(play.roles());
        Collections.reverse(reversed);
        this.rolesLastFirst = List.copyOf(reversed);
    }

    private static int width(RunContext run, Play play) {
        Rollout rollout = play.rollout();
        Integer width = rollout == null ? null : rollout.width();
        return width == null ? run.settings.forks() : width;
    }

    /** These hosts are at work from now on. */
    void enter(int ring, List<String> members) {
        batch = members;
        members.forEach(host -> rings.put(host, ring));
    }

    /** The number of the ring that a host is in, from 0. */
    int ringOf(String host) {
        return rings.getOrDefault(host, 0);
    }

    /** From now on the host goes its way alone, behind its ring. */
    void comesLate(String host) {
        late.add(host);
    }

    boolean isLate(String host) {
        return late.contains(host);
    }

    boolean hasHealth() {
        Rollout rollout = play.rollout();
        return rollout != null && !rollout.health().isEmpty();
    }

    /** Whether hosts whose window is closed are waited for. */
    boolean waits(RunContext run) {
        return run.timing.waits() || play.rollout() != null || !play.windows().isEmpty();
    }

    /** Handlers that an included role brought; once each. */
    void join(List<Task> more) {
        for (Task handler : more) {
            if (handlers.stream().noneMatch(h -> h.path().equals(handler.path()))) {
                handlers.add(handler);
            }
        }
    }

    List<Task> handlersInOrder() {
        return new ArrayList<>(handlers);
    }
}
