package io.nightshift.core.run;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.store.StoreException;
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

    private final RunContext run;
    private final @Nullable Sharing sharing;
    private final Pace.Gate gate;
    private final Map<String, HostShare> known = new ConcurrentHashMap<>();
    /** The turn that each host was offered with; whoever finds a later one than the next knows that others had it. */
    private final Map<String, Integer> offered = new ConcurrentHashMap<>();

    private final Set<String> mine = ConcurrentHashMap.newKeySet();
    /** Hosts whose bad end elsewhere counts already. */
    private final Set<String> counted = ConcurrentHashMap.newKeySet();

    /** The play whose hosts are offered. */
    private volatile @Nullable PlayContext play;

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
        /** Another controller has it. */
        NOT_NOW
    }

    /** Lets other controllers work on hosts of a ring that is larger than what this one works on at once. */
    void offer(PlayContext now, List<String> hosts) {
        Sharing with = sharing;
        if (with == null || hosts.size() <= now.width || run.stopping.get() || !new Shareable(run, now).holds()) {
            return;
        }
        play = now;
        asked(() -> {
            with.hosts().offerHosts(run.id, run.holds.hold().epoch(), now.play.path(), hosts);
            return true;
        });
        mine.clear();
        offered.clear();
        gate.alone(() -> {
            known.clear();
            counted.clear();
            recalled = false;
        });
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
        if (with == null || before == null || mine.contains(host) || run.takenOver.get()) {
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
                if (run.stopping.get()) {
                    news(List.of()); // nobody is waited for who cannot be heard
                }
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
        all.stream()
                .filter(share -> share.state() == HostShare.State.RETURNED
                        && !share.worker().isEmpty())
                .filter(share -> !share.worker().equals(with.worker()) && counted.add(share.host()))
                .forEach(share -> run.store.hostOf(run.id, share.host()).ifPresent(this::count));
        news(all);
    }

    /** Limits of the rollout are heeded at once, though the host has not come to its turn here. */
    private void count(HostRecord host) {
        PlayContext of = play;
        if (of != null && (host.state().isFailure() || host.state() == HostState.UNKNOWN)) {
            new Troubles(run).countBefore(host);
            of.watch.abort(); // so that it is decided, and those who help hear of it
        }
    }

    private void news(List<HostShare> all) {
        gate.alone(() -> {
            known.clear();
            all.forEach(share -> known.put(share.host(), share));
            looks++;
            gate.signal();
        });
    }

    /** In whose name a host is changed for another one; that host must not be in other hands meanwhile. */
    Hold holdOn(String target) {
        await(target);
        HostShare share = known.get(target);
        Hold own = run.holds.of(target);
        return share == null || share.turn() <= own.turn() ? own : own.onTurn(share.turn());
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
