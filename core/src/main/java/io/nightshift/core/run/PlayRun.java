package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.record.HostNotes;
import io.nightshift.core.rollout.Controls;
import io.nightshift.core.rollout.PlannedRing;
import io.nightshift.playbooks.Rollout.OnAbort;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One play over its hosts, ring by ring; the next ring starts only when the one before it may be called good. */
final class PlayRun {
    private final RunContext run;
    private final PlayContext play;
    private final HostTurns turns;
    private final Map<String, HostState> states;
    private final WaitingRoom waiting;

    PlayRun(RunContext run, PlayContext play, HostTurns turns, Map<String, HostState> states, WaitingRoom waiting) {
        this.run = run;
        this.play = play;
        this.turns = turns;
        this.states = states;
        this.waiting = waiting;
    }

    /** False when the run must not go on to its next play. */
    boolean run() {
        if (play.hosts.isEmpty()) {
            run.tell(new RunEvent.PlaySkipped(play.name, "no hosts matched"));
            return true;
        }
        run.tell(new RunEvent.PlayStarted(play.name, play.hosts));
        List<PlannedRing> rings;
        @Nullable Double most;
        try {
            rings = new PlayRings(run, play).planned();
            most = percentage();
        } catch (ModuleFailure | TemplateException e) {
            run.tell(new RunEvent.Warning(String.valueOf(e.getMessage())));
            play.hosts.forEach(host -> turns.refused(host, String.valueOf(e.getMessage())));
            return false;
        }
        RingGates gates = new RingGates(run, play, turns);
        int begun = lastBegun(rings);
        for (int i = 0; i < rings.size(); i++) {
            boolean last = i == rings.size() - 1;
            boolean goesOn = ring(rings, i, most) && (gates.pass(rings.get(i), last) || i < begun);
            if (run.stopping.get()) {
                return false;
            }
            if (!goesOn && i >= begun) {
                aborted(rings, i);
                return false;
            }
            run.tell(new RunEvent.RingPassed(i + 1, rings.size(), rings.get(i).name()));
        }
        return !run.alive(play.hosts).isEmpty()
                || play.hosts.stream().anyMatch(this::isWaitedFor)
                || play.hosts.stream().allMatch(h -> states.get(h) == HostState.RUNNING);
    }

    /** The last ring that an interrupted run had come to; up to it everything is gone through again, though the rollout has ended. */
    private int lastBegun(List<PlannedRing> rings) {
        int last = -1;
        for (int i = 0; i < rings.size() && run.notes.resumed(); i++) {
            boolean begun = rings.get(i).hosts().stream().anyMatch(host -> states.get(host) != HostState.WAITING);
            last = begun ? i : last;
        }
        return last;
    }

    private boolean ring(List<PlannedRing> rings, int number, @Nullable Double most) {
        PlannedRing planned = rings.get(number);
        List<String> hosts = run.alive(planned.hosts());
        play.enter(number, hosts);
        run.tell(new RunEvent.RingStarted(number + 1, rings.size(), planned.name(), hosts));
        List<String> awake = awake(hosts);
        hosts.stream().filter(host -> !awake.contains(host)).forEach(turns::isOff);
        run.shared.offer(play, awake);
        together(awake, turns::go, ringOf(awake));
        waiting.awaitWindows(play, hosts);
        run.tell(new RunEvent.RingEnded(number + 1, rings.size()));
        return run.stopping.get() || play.watch.abort().isEmpty() && goesOn(hosts, most, number == rings.size() - 1);
    }

    /** Where hosts are waited for, those that are off are found out together, so that none of them costs a connection's patience. */
    private List<String> awake(List<String> hosts) {
        if (WaitingRoom.patience(run, play) == null) {
            return hosts;
        }
        List<WaitingRoom.Guest> unknown = hosts.stream()
                .filter(host -> !run.hasAnswered(host))
                .map(host -> new WaitingRoom.Guest(host, play, true, run.begun, run.begun))
                .toList();
        Set<String> answering = waiting.answering(unknown);
        Set<String> off = new HashSet<>();
        unknown.forEach(guest -> off.add(guest.host()));
        off.removeAll(answering);
        return hosts.stream().filter(host -> !off.contains(host)).toList();
    }

    private Ring ringOf(List<String> hosts) {
        return new Ring(hosts, play.places, play.slow, run.pace);
    }

    private void together(List<String> hosts, BiConsumer<String, Ring> work, Ring ring) {
        List<Pace.Worker> workers = new ArrayList<>();
        for (String host : hosts) {
            workers.add(run.pace.start("host-" + host, () -> work.accept(host, ring)));
        }
        workers.forEach(Pace.Worker::join);
    }

    /** Does with the hosts of a rollout that has ended what was decided about them. */
    private void aborted(List<PlannedRing> rings, int number) {
        if (run.stopping.get()) {
            return;
        }
        Controls.Abort abort = play.watch.abort().orElse(null);
        if (abort == null) {
            return;
        }
        waiting.leave();
        List<String> back = new ArrayList<>();
        int from = abort.undo() == OnAbort.UNDO_ALL ? 0 : number;
        for (int i = from; abort.undo() != OnAbort.STOP && i <= number; i++) {
            back.addAll(run.alive(rings.get(i).hosts()));
        }
        back.removeIf(host -> !run.memory(host).changed);
        together(
                back,
                (host, ring) -> turns.takeBack(host, "the rollout was ended: " + abort.reason(), ring),
                ringOf(back));
        play.hosts.stream()
                .filter(host -> states.get(host) == HostState.WAITING)
                .forEach(host -> turns.notBegun(host, "the rollout was ended: " + abort.reason()));
    }

    /**
     * Brings hosts to their end whose failure had been decided before the run was interrupted, though the rollout stops before it is
     * their turn: none is left half taken back.
     */
    void finish(List<String> hosts) {
        List<String> decided = hosts.stream().filter(this::hasFailed).toList();
        together(decided, turns::finish, ringOf(decided));
    }

    private boolean hasFailed(String host) {
        HostNotes notes = run.memory(host).notes;
        return !turns.isOver(host)
                && !run.isLost(host)
                && notes.resumed()
                && notes.failure().isPresent()
                && !notes.goesBeyond(play.play.path());
    }

    private boolean goesOn(List<String> batch, @Nullable Double most, boolean last) {
        List<String> over = batch.stream().filter(host -> !isWaitedFor(host)).toList();
        long reached = over.size();
        long bad = over.stream().filter(run::isLost).count();
        if (bad == 0) {
            return true;
        }
        if (bad == reached && !last) {
            run.tell(new RunEvent.Warning("every host of this ring failed; the rollout stops here"));
            return false;
        }
        double share = 100.0 * bad / reached;
        if (most != null && share > most || ringIsFatal(batch)) {
            run.tell(new RunEvent.Warning(String.format("%.0f %% of this ring failed; the rollout stops here", share)));
            return false;
        }
        return true;
    }

    /** Hosts that may yet come stop nothing. */
    private boolean isWaitedFor(String host) {
        return states.get(host) == HostState.WAITING || waiting.has(host);
    }

    private boolean ringIsFatal(List<String> batch) {
        Scope scope = new HostScope(run, play, run.memory(batch.get(0)), null, Map.of());
        return Boolean.TRUE.equals(new Targets(run).truth(play.play.directives(), "any_errors_fatal", scope));
    }

    private @Nullable Double percentage() {
        Scope anyScope = new HostScope(run, play, run.memory(play.hosts.get(0)), null, Map.of());
        Object value = run.templates.resolve(play.play.maxFailPercentage(), anyScope);
        if (value == null) {
            return null;
        }
        try {
            return Double.parseDouble(String.valueOf(value).replace("%", "").strip());
        } catch (NumberFormatException e) {
            throw new ModuleFailure("`max_fail_percentage` must be a number, not `" + value + "`");
        }
    }
}
