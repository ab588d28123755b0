package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.template.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets hosts that wait for a place connect meanwhile, so that a login costs no place, and one that is off has been found out by the
 * time its turn comes. Only the next few do, and only where the play is sure to begin on the host itself.
 */
final class EarlyConnections {
    /** How many hosts are ahead of the places, as a multiple of these. */
    private static final int DEPTH = 4;

    /** A host that has not let us in by then is not waited for by the next that dial. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final RunContext run;
    private final PlayContext play;
    private final Pace.Permits ahead;
    private final Pace.Permits dialling;
    private final Optional<Task> first;

    EarlyConnections(RunContext run, PlayContext play) {
        this.run = run;
        this.play = play;
        this.ahead = run.pace.permits(DEPTH * play.width);
        this.dialling = run.pace.permits((play.width + 1) / 2);
        this.first = first();
    }

    /** Takes a place in the ring for this host, which connects while there is none. */
    void enter(String host, Ring ring) {
        if (ring.entersAtOnce()) {
            return;
        }
        ahead.acquire();
        try {
            first.ifPresent(task -> connect(host, task));
            ring.enter();
        } finally {
            ahead.release();
        }
    }

    private boolean isToBegin(String host) {
        return !run.stopping.get()
                && !run.hasAnswered(host)
                && !run.shared.isElsewhere(host)
                && play.watch.abort().isEmpty()
                && run.controls.now().pause().isEmpty()
                && run.windows.may(host, play).now();
    }

    /** What goes wrong here is told where the host comes to its first task. */
    private void connect(String host, Task task) {
        try {
            if (!isToBegin(host)) {
                return;
            }
            Scope scope = new HostScope(run, play, run.memory(host), task, Map.of());
            Targets.Where where = new Targets(run).of(host, scope, task.directives(), false);
            if (where.local()) {
                return;
            }
            Connections.Entry entry = run.connections.entry(where.target(), false);
            dialling.acquire();
            AtomicBoolean holds = new AtomicBoolean(true);
            Runnable lets = () -> {
                if (holds.compareAndSet(true, false)) {
                    dialling.release();
                }
            };
            Pace.Later next = run.pace.after(PATIENCE, lets);
            try {
                entry.openEarly();
            } finally {
                next.cancel();
                lets.run();
            }
        } catch (RuntimeException e) {
            // its address may not be known yet, or be wrong, or the journal cannot be read
        }
    }

    /** The task that every host of the play begins with, where there is one and it acts on the host. */
    private Optional<Task> first() {
        if (!play.play.varsFiles().isEmpty()) {
            return Optional.empty(); // they are read when the host begins, and may say whom to log in as
        }
        Object gathers = play.play.gatherFacts();
        Task gather = FactGathering.task(play.play);
        if (gather != null && (gathers == null || Boolean.TRUE.equals(gathers))) {
            return Optional.of(gather);
        }
        return List.of(play.play.preTasks(), play.play.roleTasks(), play.play.tasks()).stream()
                .filter(items -> !items.isEmpty())
                .findFirst()
                .flatMap(items -> actsOnHost(items.get(0)));
    }

    private Optional<Task> actsOnHost(Item item) {
        if (!(item instanceof Task task) || task.loop() != null) {
            return Optional.empty();
        }
        ModuleSpec spec = task.call().spec();
        if (spec == null || run.modules.task(spec.name()).isEmpty()) {
            return Optional.empty();
        }
        Directives said = task.directives();
        boolean plain = said.when().isEmpty()
                && said.tags().isEmpty()
                && said.value("delegate_to") == null
                && said.value("run_once") == null;
        return plain ? Optional.of(task) : Optional.empty();
    }
}
