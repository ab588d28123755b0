package io.nightshift.core.run;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.store.StoreException;
import io.nightshift.playbooks.Rollout;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of this run that other controllers may work on: each is taken by this one before it begins, and waited for while another
 * one has it. In a run that is made alone every host is this controller's.
 */
final class SharedHosts {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int NO_LIMIT = 1 << 30;

    private final RunContext run;
    private final @Nullable Sharing sharing;
    private final Pace.Gate gate;
    private final Map<String, HostShare> known = new ConcurrentHashMap<>();
    /** The turn that each host was offered with; whoever finds a later one than the next knows that others had it. */
    private final Map<String, Integer> offered = new ConcurrentHashMap<>();

    private final Set<String> mine = ConcurrentHashMap.newKeySet();
    private int looks;
    private volatile boolean watched;
    private boolean recalled;
    private volatile boolean closed;

    SharedHosts(RunContext run, @Nullable Sharing sharing) {
        this.run = run;
        this.sharing = sharing;
        this.gate = run.pace.gate();
    }

    /** Whose a host is. */
    enum Taken {
        MINE,
        /** Also this controller's, but another one had it before. */
        AFTER_ANOTHER,
        /** Another controller has it, or as many as may are at work. */
        NOT_NOW
    }

    /** Lets other controllers work on hosts of a ring that is larger than what this one works on at once. */
    void offer(PlayContext play, List<String> hosts) {
        Sharing with = sharing;
        if (with == null || hosts.size() <= play.width || !new Shareable(run, play).holds()) {
            return;
        }
        Rollout rollout = play.play.rollout();
        int most = rollout == null || rollout.width() == null ? NO_LIMIT : play.width;
        asked(() -> {
            with.hosts().offerHosts(run.id, run.holds.hold().epoch(), play.play.path(), hosts, most);
            return true;
        });
        mine.clear();
        offered.clear();
        Map<String, Integer> turns = new HashMap<>();
        asked(() -> with.hosts().sharesOf(run.id))
                .ifPresent(all -> all.forEach(share -> {
                    boolean taken = share.state() == HostShare.State.TAKEN;
                    turns.put(share.host(), taken ? share.turn() - 1 : share.turn());
                }));
        offered.putAll(turns);
        if (!watched) {
            watched = true;
            run.pace.start("shared-hosts", () -> watch(with));
        }
    }

    /** Whether other controllers were let in at all. */
    boolean areShared() {
        return watched;
    }

    /** Whether another controller is known to work on the host. */
    boolean isElsewhere(String host) {
        HostShare share = known.get(host);
        return share != null
                && sharing != null
                && share.isAtWork()
                && !share.worker().equals(sharing.worker());
    }

    /** Waits while another controller works on the host. */
    void await(String host) {
        if (isElsewhere(host)) {
            gate.await(() -> !isElsewhere(host) || run.takenOver.get());
        }
    }

    /** Waits until this controller has looked again. */
    void awaitNews() {
        int[] seen = new int[1];
        gate.alone(() -> seen[0] = looks);
        gate.await(() -> looks != seen[0] || run.takenOver.get() || closed);
    }

    /** Takes a host for this controller. */
    Taken take(String host) {
        Integer before = offered.get(host);
        Sharing with = sharing;
        if (with == null || before == null || mine.contains(host)) {
            return Taken.MINE;
        }
        Optional<Optional<HostShare>> answer = asked(
                () -> with.hosts().takeHost(run.id, run.holds.hold().epoch(), host, with.worker(), Sharing.LEASE));
        if (answer.isEmpty()) {
            return Taken.MINE; // the run is being stopped, and the host with it
        }
        if (answer.get().isEmpty()) {
            return Taken.NOT_NOW;
        }
        int turn = answer.get().get().turn();
        run.holds.turn(host, turn);
        mine.add(host);
        known.remove(host);
        if (turn <= before + 1) {
            return Taken.MINE;
        }
        run.readAgain(host);
        return Taken.AFTER_ANOTHER;
    }

    /** This controller has no more to do with the host. */
    void ended(String host) {
        Sharing with = sharing;
        if (with != null && mine.contains(host) && !run.takenOver.get()) {
            asked(() -> {
                with.hosts().returnHost(run.id, host, with.worker());
                return true;
            });
        }
    }

    /** Nobody shares hosts of this run any more. */
    void close() {
        closed = true;
        Sharing with = sharing;
        if (with != null && watched && !run.takenOver.get()) {
            asked(() -> {
                with.hosts().endSharing(run.id);
                return true;
            });
        }
        gate.alone(gate::signal);
    }

    private void watch(Sharing with) {
        while (!closed && !run.takenOver.get()) {
            try {
                look(with);
            } catch (StoreException e) {
                // it is looked again; who had a host without being able to say so has lost it then
            }
            run.pace.pause(LOOK);
        }
        gate.alone(gate::signal);
    }

    private void look(Sharing with) {
        if (run.stopping.get() && !recalled) {
            with.hosts().recallHosts(run.id);
            recalled = true;
        }
        with.hosts().renewHosts(run.id, with.worker(), Sharing.LEASE);
        List<HostShare> all = with.hosts().sharesOf(run.id);
        gate.alone(() -> {
            all.forEach(share -> known.put(share.host(), share));
            looks++;
            gate.signal();
        });
    }

    /** An answer of the store's, waited for; empty where the run is being stopped meanwhile, or is another one's now. */
    private <T> Optional<T> asked(Supplier<T> call) {
        while (true) {
            try {
                return Optional.of(call.get());
            } catch (StaleRunException e) {
                run.takenOver();
                return Optional.empty();
            } catch (StoreException e) {
                if (run.stopping.get() || !run.pace.pause(LOOK)) {
                    return Optional.empty();
                }
            }
        }
    }
}
