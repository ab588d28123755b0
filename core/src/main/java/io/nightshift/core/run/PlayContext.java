package io.nightshift.core.run;

import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.RoleScope;
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
    /** Variables of vars_prompt and vars_files that are the same for all hosts. */
    final Map<String, Object> prompted;

    final List<Task> handlers;
    /** The play's own roles; where two set the same variable, the later one counts. */
    final List<RoleScope> rolesLastFirst;

    /** Hosts that have no more to do in this play. */
    final Set<String> through = ConcurrentHashMap.newKeySet();

    volatile List<String> batch = List.of();
    /** The number of the ring at work, from 0. */
    volatile int ring;

    volatile boolean ended;

    /** Whether the run has nothing more to do on a host after this play. */
    final Predicate<String> last;

    PlayContext(Play play, String name, List<String> hosts, Map<String, Object> prompted, Predicate<String> last) {
        this.last = last;
        this.play = play;
        this.name = name;
        this.hosts = List.copyOf(hosts);
        this.prompted = prompted;
        this.handlers = new CopyOnWriteArrayList<>(play.handlers());
        List<RoleScope> reversed = new ArrayList<>(play.roles());
        Collections.reverse(reversed);
        this.rolesLastFirst = List.copyOf(reversed);
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
