package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that go through a play together. Each at its own pace, up to {@code forks} at a time; at a barrier they wait for one
 * another. A host that waits holds up nobody: it gives its place to the next. One that is done, failed or unreachable leaves.
 */
final class Ring {
    private static final ThreadLocal<Ring> OF_THREAD = new ThreadLocal<>();
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final List<String> order;
    private final Pace pace;
    private final Pace.Gate gate;
    private final Pace.Permits places;
    /** As many again may wait for a slow host: enough for those that are off, too few to make an overloaded controller slower. */
    private final Pace.Permits slow;

    private final Set<String> active = new LinkedHashSet<>();
    private final Map<String, String> waiting = new HashMap<>();
    private final Map<String, Release> released = new HashMap<>();
    private final Map<String, Pace.Permits> throttles = new ConcurrentHashMap<>();
    private volatile boolean ended;

    Ring(List<String> hosts, int forks, Pace pace) {
        this(hosts, pace.permits(forks), pace.permits(forks), pace);
    }

    /**
     * @param places how many are at work at once, those of other rings included
     * @param slow how many more may wait for a slow host
     */
    Ring(List<String> hosts, Pace.Permits places, Pace.Permits slow, Pace pace) {
        this.pace = pace;
        this.gate = pace.gate();
        this.order = List.copyOf(hosts);
        this.places = places;
        this.slow = slow;
        this.active.addAll(hosts);
    }

    /** Who came through a barrier together, and what they share of the task behind it. */
    static final class Release {
        private final String leader;
        private final Set<String> together;
        private final Pace.Gate gate;
        /** The outcome of a task that the leader does for all. */
        private volatile @Nullable TaskOutcome once;

        private volatile @Nullable HostStopped instead;

        /** Whether one of them failed where {@code any_errors_fatal} holds. */
        private volatile boolean fatal;

        private Release(List<String> together, Pace.Gate gate) {
            this.gate = gate;
            this.leader = together.get(0);
            this.together = Set.copyOf(together);
        }

        boolean includes(String host) {
            return together.contains(host);
        }

        boolean isLedBy(String host) {
            return leader.equals(host);
        }

        void did(TaskOutcome outcome) {
            gate.alone(() -> {
                once = outcome;
                gate.signal();
            });
        }

        /** It came to nothing, and the others stop in the same way. */
        void did(HostStopped stopped) {
            gate.alone(() -> {
                instead = stopped;
                gate.signal();
            });
        }

        void failed() {
            fatal = true;
        }

        boolean isFatal() {
            return fatal;
        }
    }

    void enter() {
        places.acquire();
        OF_THREAD.set(this);
    }

    /** Takes a place where one is free. */
    boolean entersAtOnce() {
        boolean enters = places.tryAcquire();
        if (enters) {
            OF_THREAD.set(this);
        }
        return enters;
    }

    void step() {
        places.release();
    }

    /** Something that waits for a host. */
    interface Waiting<T> {
        T end() throws TransportException;
    }

    /**
     * Connects, keeping this thread's place only as long as a host that is well would take: one that is off must not hold up
     * those that wait for their turn. Only so many may wait without a place; it is not an overloaded controller's way out.
     */
    static <T> T patiently(Waiting<T> connecting) throws TransportException {
        Ring ring = OF_THREAD.get();
        if (ring == null) {
            return connecting.end();
        }
        AtomicBoolean holds = new AtomicBoolean(true);
        Pace.Later patience = ring.pace.after(PATIENCE, () -> {
            if (ring.slow.tryAcquire()) {
                if (holds.compareAndSet(true, false)) {
                    ring.step();
                } else {
                    ring.slow.release();
                }
            }
        });
        try {
            return connecting.end();
        } finally {
            patience.cancel();
            if (!holds.compareAndSet(true, false)) {
                ring.slow.release();
                ring.enter();
            }
        }
    }

    /** Does something slow for the host of this thread, giving up its place meanwhile. */
    static void aside(Runnable slow) {
        Ring ring = OF_THREAD.get();
        if (ring == null) {
            slow.run();
            return;
        }
        ring.step();
        try {
            slow.run();
        } finally {
            ring.enter();
        }
    }

    boolean single() {
        return order.size() == 1;
    }

    void leave(String host) {
        gate.alone(() -> {
            active.remove(host);
            waiting.remove(host);
            releaseIfComplete();
        });
    }

    /** What the leader of those released together came to; the place is given up while it works. */
    TaskOutcome outcome(Release release) {
        step();
        try {
            release.gate.await(() -> release.once != null || release.instead != null);
            HostStopped instead = release.instead;
            if (instead != null) {
                throw HostStopped.because(instead.reason(), String.valueOf(instead.getMessage()));
            }
            TaskOutcome outcome = release.once;
            return outcome == null ? TaskOutcome.failed("interrupted while another host did this task") : outcome;
        } finally {
            enter();
        }
    }

    /** Takes one of the permits, giving up the place while it waits. */
    void acquire(Pace.Permits permits) {
        if (permits.tryAcquire()) {
            return;
        }
        step();
        try {
            permits.acquire();
        } finally {
            enter();
        }
    }

    /** No host of this ring goes on to another task. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Waits until every other host of the ring waits too, or has left. The hosts at the earliest place go on together. */
    Release await(String host, String key) {
        step();
        try {
            gate.alone(() -> {
                waiting.put(host, key);
                releaseIfComplete();
            });
            gate.await(() -> released.containsKey(host));
            Release[] release = new Release[1];
            gate.alone(() -> {
                waiting.remove(host); // an interrupted host does not wait any more
                release[0] = released.remove(host);
            });
            return release[0] == null ? new Release(List.of(host), pace.gate()) : release[0];
        } finally {
            enter();
        }
    }

    private void releaseIfComplete() {
        if (waiting.isEmpty() || waiting.size() < active.size()) {
            return;
        }
        String first = waiting.values().stream().min(PathOrder.NATURAL).orElseThrow();
        List<String> together =
                order.stream().filter(host -> first.equals(waiting.get(host))).toList();
        Release release = new Release(together, pace.gate());
        for (String host : together) {
            waiting.remove(host);
            released.put(host, release);
        }
        gate.signal();
    }

    Pace.Permits throttle(String key, int most) {
        return throttles.computeIfAbsent(key, k -> pace.permits(most));
    }

    /** Orders step paths as the tasks are written: {@code p1.t2} before {@code p1.t10}, sections as they run. */
    static final class PathOrder implements Comparator<String> {
        static final PathOrder NATURAL = new PathOrder();
        private static final String SECTIONS = "potqhw";

        @Override
        public int compare(String one, String other) {
            String[] a = one.split("\\.");
            String[] b = other.split("\\.");
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                int bySection = i == 1
                        ? Integer.compare(SECTIONS.indexOf(a[i].charAt(0)), SECTIONS.indexOf(b[i].charAt(0)))
                        : Integer.compare(rank(a[i].charAt(0)), rank(b[i].charAt(0)));
                if (bySection != 0) {
                    return bySection;
                }
                int byNumber = Integer.compare(number(a[i]), number(b[i]));
                if (byNumber != 0) {
                    return byNumber;
                }
            }
            return Integer.compare(a.length, b.length);
        }

        /** What is in a block, then its rescue, its always, and last what comes after the task itself. */
        private static int rank(char part) {
            int known = "rahz".indexOf(part);
            return known < 0 ? 0 : known + 1;
        }

        private static int number(String part) {
            String digits = part.replaceAll("[^0-9]", "");
            return digits.isEmpty() ? 0 : Integer.parseInt(digits.length() > 9 ? digits.substring(0, 9) : digits);
        }
    }
}
