package io.nightshift.core.run;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The hosts that go through a play together. Each at its own pace, up to {@code forks} at a time; at a barrier they wait for one
 * another. A host that waits holds up nobody: it gives its place to the next. One that is done, failed or unreachable leaves.
 */
final class Ring {
    private final List<String> order;
    private final Semaphore places;
    private final Set<String> active = new LinkedHashSet<>();
    private final Map<String, String> waiting = new HashMap<>();
    private final Map<String, Release> released = new HashMap<>();
    private final Map<String, Once> once = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> throttles = new ConcurrentHashMap<>();
    private final Set<String> failedAt = ConcurrentHashMap.newKeySet();
    private boolean abandoned;

    Ring(List<String> hosts, int forks) {
        this.order = List.copyOf(hosts);
        this.places = new Semaphore(forks, true);
        this.active.addAll(hosts);
    }

    /** Who came through a barrier together. */
    record Release(String leader, List<String> hosts) {}

    /** The outcome of a task that one host does for all. */
    static final class Once {
        final java.util.concurrent.CompletableFuture<TaskOutcome> outcome =
                new java.util.concurrent.CompletableFuture<>();
    }

    void enter() {
        places.acquireUninterruptibly();
    }

    void step() {
        places.release();
    }

    boolean single() {
        return order.size() == 1;
    }

    synchronized void leave(String host) {
        active.remove(host);
        waiting.remove(host);
        releaseIfComplete();
    }

    /** Gives up: whoever waits goes on alone. */
    synchronized void abandon() {
        abandoned = true;
        releaseIfComplete();
        notifyAll();
    }

    /** Waits until every other host of the ring waits too, or has left. The hosts at the earliest place go on together. */
    Release await(String host, String key) {
        step();
        try {
            synchronized (this) {
                waiting.put(host, key);
                releaseIfComplete();
                while (!released.containsKey(host)) {
                    if (abandoned) {
                        waiting.remove(host);
                        return new Release(host, List.of(host));
                    }
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        waiting.remove(host);
                        return new Release(host, List.of(host));
                    }
                }
                Release release = released.get(host);
                released.remove(host);
                return release == null ? new Release(host, List.of(host)) : release;
            }
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
        Release release = new Release(together.get(0), together);
        for (String host : together) {
            waiting.remove(host);
            released.put(host, release);
        }
        notifyAll();
    }

    Once once(String key) {
        return once.computeIfAbsent(key, k -> new Once());
    }

    Semaphore throttle(String key, int most) {
        return throttles.computeIfAbsent(key, k -> new Semaphore(most, true));
    }

    /** Remembers that some host failed where {@code any_errors_fatal} holds. */
    void fatal(String key) {
        failedAt.add(key);
    }

    boolean isFatal(String key) {
        return failedAt.contains(key);
    }

    /** Orders step paths as the tasks are written: {@code p1.t2} before {@code p1.t10}, sections as they run. */
    static final class PathOrder implements Comparator<String> {
        static final PathOrder NATURAL = new PathOrder();
        private static final String SECTIONS = "potqh";

        @Override
        public int compare(String one, String other) {
            String[] a = one.split("\\.");
            String[] b = other.split("\\.");
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                int bySection = i == 1
                        ? Integer.compare(SECTIONS.indexOf(a[i].charAt(0)), SECTIONS.indexOf(b[i].charAt(0)))
                        : a[i].substring(0, 1).compareTo(b[i].substring(0, 1));
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

        private static int number(String part) {
            String digits = part.replaceAll("[^0-9]", "");
            return digits.isEmpty() ? 0 : Integer.parseInt(digits.length() > 9 ? digits.substring(0, 9) : digits);
        }
    }
}
