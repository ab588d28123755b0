package io.nightshift.core.run;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.store.StoreException;
import io.nightshift.playbooks.Play;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * This controller's part of a run that another one makes: it takes hosts that are offered, brings each through what it has not been
 * through, and returns it. What its journal then says of the host is what the other one goes on from.
 */
final class Helping {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Without hosts for so long, it ends. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** In the place of the turn, of a host that is being returned. */
    private static final int ENDING = -1;

    private final RunContext run;
    private final RunEngine.Order order;
    private final Prompter prompter;
    private final Pulse pulse;
    private final Sharing sharing;
    private final HostEnding endings;
    private final WaitingRoom waiting;
    private final Map<String, HostState> states = new ConcurrentHashMap<>();
    private final Map<String, String> details = new ConcurrentHashMap<>();
    private final Map<String, PlayContext> plays = new LinkedHashMap<>();
    private final Map<String, HostTurns> turns = new HashMap<>();
    /** Hosts at work, by name, with the turn they were taken in. */
    private final Map<String, Integer> atWork = new ConcurrentHashMap<>();

    /** The last turn of each host that was returned. */
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();

    private final Pace.Gate gate;
    private int changes;

    Helping(RunContext run, RunEngine.Order order, Prompter prompter, Pulse pulse) {
        this.run = run;
        this.order = order;
        this.prompter = prompter;
        this.pulse = pulse;
        this.sharing = Objects.requireNonNull(order.sharing());
        this.endings = new HostEnding(run, order.keepUndo());
        this.waiting = new WaitingRoom(run, host -> {}, guest -> {});
        this.gate = run.pace.gate();
    }

    RunResult run(Consumer<RunEngine.Handle> started) {
        run.whenStopped(this::changed);
        started.accept(run.handle());
        Duration busy = run.pace.elapsed();
        while (!run.takenOver.get()) {
            look();
            if (!atWork.isEmpty()) {
                busy = run.pace.elapsed();
            } else if (run.stopping.get() || run.pace.elapsed().minus(busy).compareTo(IDLE) > 0) {
                break;
            }
            await();
        }
        gate.await(atWork::isEmpty);
        run.holds.endAll();
        return new RunResult(run.id, RunResult.exitCode(states.values(), false), Map.copyOf(states));
    }

    private void await() {
        int[] seen = new int[1];
        gate.alone(() -> seen[0] = changes);
        Pace.Later again = run.pace.after(LOOK, this::changed);
        gate.await(() -> changes != seen[0]);
        again.cancel();
    }

    private void changed() {
        if (run.takenOver.get()) {
            pulse.end();
        }
        gate.alone(() -> {
            changes++;
            gate.signal();
        });
    }

    /** Asks for more, and whether what is at work may go on; a store that does not answer is asked again until the lease is over. */
    private void look() {
        if (pulse.isOver() && !atWork.isEmpty()) {
            run.takenOver();
            return;
        }
        Duration asked = pulse.now();
        try {
            int free = run.stopping.get() ? 0 : run.settings.forks() - atWork.size();
            if (free > 0) {
                sharing.hosts().claimHosts(run.id, sharing.worker(), free, Sharing.LEASE);
            }
            run.notes.look();
            List<HostShare> held = sharing.hosts().renewHosts(run.id, sharing.worker(), Sharing.LEASE);
            pulse.beats(asked);
            heard(held);
        } catch (StoreException e) {
            // as above
        }
    }

    private void heard(List<HostShare> held) {
        Map<String, Integer> turnsHeld = new HashMap<>();
        held.forEach(share -> turnsHeld.put(share.host(), share.turn()));
        boolean lost = atWork.entrySet().stream()
                .anyMatch(host -> host.getValue() != ENDING && !host.getValue().equals(turnsHeld.get(host.getKey())));
        if (lost
                || held.stream()
                        .anyMatch(share -> share.epoch() != run.holds.hold().epoch())) {
            run.takenOver();
            return;
        }
        if (held.stream().anyMatch(HostShare::recalled)) {
            run.handle().stop();
        }
        held.stream()
                .filter(share -> !atWork.containsKey(share.host()))
                .filter(share -> ended.getOrDefault(share.host(), ENDING) < share.turn())
                .forEach(this::begin);
    }

    private void begin(HostShare share) {
        atWork.put(share.host(), share.turn());
        run.pace.start("host-" + share.host(), () -> {
            try {
                work(share);
            } catch (StaleRunException e) {
                run.takenOver();
            } catch (StoreException e) {
                run.storeFailed(e);
            } catch (RuntimeException e) {
                Bugs.report(e);
            } finally {
                done(share);
            }
        });
    }

    private void done(HostShare share) {
        try {
            if (isOver(share)) {
                run.holds.end(share.host());
            } else {
                run.holds.leave(share.host());
            }
            run.connections.rest(List.of(share.host()));
            if (!run.takenOver.get()) {
                atWork.put(share.host(), ENDING);
                sharing.hosts().returnHost(run.id, share.host(), sharing.worker());
            }
        } catch (StoreException e) {
            // its lease runs out, and the other one takes it
        } finally {
            ended.put(share.host(), share.turn());
            atWork.remove(share.host());
            changed();
        }
    }

    /** Whether nobody goes on with the host in this run. */
    private boolean isOver(HostShare share) {
        HostState state = states.get(share.host());
        List<Play> all = order.playbook().plays();
        boolean last = all.get(all.size() - 1).path().equals(share.play());
        return state != null && (state.isFailure() || last && !run.isLost(share.host()));
    }

    private void work(HostShare share) {
        String host = share.host();
        if (!run.knows(host)) {
            return; // it joined the run at run time
        }
        run.holds.turn(host, share.turn());
        run.readAgain(host);
        run.findAgain(host);
        for (Play play : order.playbook().plays()) {
            PlayContext context = context(play);
            if (context.all.contains(host) && !run.isLost(host)) {
                context.comesLate(host);
                turns(context).go(host, new Ring(List.of(host), context.places, context.slow, run.pace));
            }
            if (play.path().equals(share.play())) {
                return;
            }
        }
    }

    private synchronized PlayContext context(Play play) {
        PlayContext known = plays.get(play.path());
        if (known != null) {
            return known;
        }
        List<String> hosts = run.notes.hosts(play.path()).orElse(List.of());
        PlayContext context = new PlayContext(
                run,
                play,
                String.valueOf(play.name()),
                hosts,
                hosts,
                order.prompted().getOrDefault(play.path(), Map.of()),
                host -> false);
        if (!hosts.isEmpty()) {
            plays.put(play.path(), context);
        }
        return context;
    }

    private synchronized HostTurns turns(PlayContext play) {
        return turns.computeIfAbsent(
                play.play.path(), path -> new HostTurns(run, play, endings, prompter, states, details, waiting));
    }
}
