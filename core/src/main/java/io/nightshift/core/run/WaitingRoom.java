package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.run.HostWindows.May;
import io.nightshift.playbooks.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hosts that cannot be worked on now: they do not answer, or their maintenance window is closed. Each goes on by itself the moment it
 * can, with all that it has missed, or is given up when its time is over.
 */
final class WaitingRoom {
    /** How long nobody looks, where nothing is due before. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final RunContext run;
    private final Consumer<String> goesOn;
    private final Consumer<Guest> givenUp;
    private final Knocking knocking;
    private final Pace.Gate gate;
    private final Map<String, Guest> guests = new LinkedHashMap<>();
    /** Hosts that go on at the moment. */
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();

    private boolean watched;
    private boolean left;
    /** Grows whenever something has changed that the watch must look at. */
    private int changes;

    /**
     * @param goesOn does with a host what it has missed
     * @param givenUp ends a host that has not come back in time
     */
    WaitingRoom(RunContext run, Consumer<String> goesOn, Consumer<Guest> givenUp) {
        this.run = run;
        this.goesOn = goesOn;
        this.givenUp = givenUp;
        this.knocking = new Knocking(run);
        this.gate = run.pace.gate();
    }

    /**
     * A host that waits.
     *
     * @param off whether it did not answer; else only its window is closed
     * @param due when to look next
     * @param until when it is given up
     */
    record Guest(String host, PlayContext play, boolean off, Instant due, Instant until) {
        Guest at(boolean isOff, Instant next) {
            return new Guest(host, play, isOff, next, until);
        }
    }

    /** Until when a host that does not answer is waited for in this play; null where it is not. */
    static @org.jspecify.annotations.Nullable Instant patience(RunContext run, PlayContext play) {
        Rollout rollout = play.play.rollout();
        Rollout.Offline offline = rollout == null ? null : rollout.offline();
        Instant until = offline == null ? null : run.begun.plus(offline.patience());
        return until == null || !run.clock.instant().isBefore(until) || run.settings.check() ? null : until;
    }

    /** From now on the host waits here. */
    void admit(Guest guest) {
        gate.alone(() -> {
            guests.put(guest.host(), guest);
            changed();
            if (!watched) {
                watched = true;
                run.pace.start("waiting-room", this::watch);
            }
        });
    }

    /** Those of them that answer now. */
    Set<String> answering(List<Guest> hosts) {
        return knocking.answering(hosts);
    }

    /** Whether the host waits here, or goes on from here at the moment. */
    boolean has(String host) {
        boolean[] here = new boolean[1];
        gate.alone(() -> here[0] = guests.containsKey(host) || atWork.contains(host));
        return here[0];
    }

    /** Waits until none of these waits only for its window, and none of them is at work here. */
    void awaitWindows(PlayContext play, Collection<String> hosts) {
        await(
                play,
                () -> hosts.stream()
                        .noneMatch(host -> atWork.contains(host)
                                || guests.containsKey(host) && !guests.get(host).off()));
    }

    /** Waits until nobody waits here any more. */
    void awaitAll(PlayContext play) {
        await(play, () -> guests.isEmpty() && atWork.isEmpty());
        leave();
    }

    private void await(PlayContext play, BooleanSupplier condition) {
        boolean[] done = new boolean[1];
        while (!done[0] && !run.stopping.get() && play.watch.abort().isEmpty()) {
            Pace.Later again = run.pace.after(RunControls.EVERY.multipliedBy(5), this::wake);
            int[] seen = new int[1];
            gate.alone(() -> {
                seen[0] = changes;
                done[0] = condition.getAsBoolean();
            });
            if (!done[0]) {
                gate.await(() -> changes != seen[0]);
            }
            again.cancel();
        }
    }

    /** Nobody is waited for any more; returns when those that go on have come to an end. */
    void leave() {
        gate.alone(() -> {
            left = true;
            guests.clear();
            changed();
        });
        gate.await(atWork::isEmpty);
    }

    /** Something outside has changed, such as that the run is being stopped. */
    void wake() {
        gate.alone(this::changed);
    }

    private void changed() {
        changes++;
        gate.signal();
    }

    private void watch() {
        while (true) {
            Duration rest = look();
            if (left || run.stopping.get()) {
                return;
            }
            int[] seen = new int[1];
            gate.alone(() -> seen[0] = changes);
            Pace.Later later = run.pace.after(rest, this::wake);
            gate.await(() -> changes != seen[0] || left);
            later.cancel();
        }
    }

    /** Lets go on who can, and says how long nothing is due. */
    private Duration look() {
        Instant now = run.clock.instant();
        List<Guest> due = new ArrayList<>();
        gate.alone(() -> guests.values().stream()
                .filter(guest -> !guest.due().isAfter(now) || !guest.until().isAfter(now))
                .forEach(due::add));
        List<Guest> knocked = new ArrayList<>();
        for (Guest guest : due) {
            if (!guest.until().isAfter(now)) {
                gate.alone(() -> guests.remove(guest.host()));
                givenUp.accept(guest);
                continue;
            }
            May may = run.windows.may(guest.host(), guest.play());
            if (!may.now() && may.next().isEmpty() && patience(run, guest.play()) == null) {
                begin(guest); // it is told why nothing will come of it
            } else if (!may.now()) {
                replace(guest.at(guest.off(), may.next().orElse(guest.until())));
            } else if (guest.off()) {
                knocked.add(guest);
            } else {
                begin(guest);
            }
        }
        knock(knocked);
        Instant[] next = {now.plus(LONGEST)};
        gate.alone(() -> guests.values().forEach(guest -> {
            Instant earlier = guest.due().isBefore(guest.until()) ? guest.due() : guest.until();
            next[0] = earlier.isBefore(next[0]) ? earlier : next[0];
        }));
        Duration rest = Duration.between(run.clock.instant(), next[0]);
        return rest.isNegative() ? Duration.ofMillis(1) : rest.plusMillis(1);
    }

    private void knock(List<Guest> guests) {
        if (guests.isEmpty()) {
            return;
        }
        Set<String> awake = knocking.answering(guests);
        Instant again = run.clock.instant().plus(Knocking.interval(guests.size()));
        for (Guest guest : guests) {
            if (awake.contains(guest.host())) {
                begin(guest);
            } else {
                replace(guest.at(true, again));
            }
        }
    }

    private void replace(Guest guest) {
        gate.alone(() -> guests.replace(guest.host(), guest));
    }

    private void begin(Guest guest) {
        boolean[] taken = new boolean[1];
        gate.alone(() -> {
            taken[0] = !left && guests.remove(guest.host()) != null && atWork.add(guest.host());
        });
        if (taken[0]) {
            run.pace.start("host-" + guest.host(), () -> {
                try {
                    goesOn.accept(guest.host());
                } finally {
                    gate.alone(() -> {
                        atWork.remove(guest.host());
                        changed();
                    });
                }
            });
        }
    }
}
