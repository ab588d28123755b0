package io.nightshift.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * One schedule in one zone over years of simulated time, served by two controllers that are up and down as chance will have it. Time
 * goes from event to event: something is due, a run ends, a controller comes or goes, a window opens.
 */
final class SimulatedNights {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Random random;
    private final ZoneId zone;
    private final Shape shape;
    private final Schedule schedule;
    private final Instant end;
    private final boolean windows;
    private final Node[] nodes = {new Node("a"), new Node("b")};
    /** When each run under way ends, by its name. */
    private final Map<String, Instant> running = new HashMap<>();

    private final Map<String, Integer> made = new HashMap<>();
    private final Map<Instant, Instant> starts = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final MemoryScheduleStore store;
    private Instant now;
    private int runs;

    private final class Node {
        private final String name;
        private boolean up = true;
        private Instant turns;

        Node(String name) {
            this.name = name;
        }
    }

    SimulatedNights(Shape shape, ZoneId zone, Instant begin, Instant end, Random random) {
        this.random = random;
        this.zone = zone;
        this.shape = shape;
        this.end = end;
        this.now = begin;
        this.windows = random.nextBoolean();
        this.store = new MemoryScheduleStore(() -> now);
        this.schedule = new Schedule(
                "s",
                shape.timing(),
                zone.getId(),
                Duration.ofMinutes(1 + random.nextInt(600)),
                Missed.values()[random.nextInt(3)],
                Overlap.values()[random.nextInt(2)],
                new ScheduledOrder(List.of("run", "x.yml"), "/", "tech", null),
                null,
                "tech",
                begin,
                null,
                null);
    }

    /** Nights in which something was due. */
    int times() {
        return store.all("s").size();
    }

    List<String> live() {
        Openings openings = windows ? (schedule, from) -> Optional.of(opening(from)) : Openings.NONE;
        Dispatcher[] dispatchers = new Dispatcher[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            dispatchers[i] =
                    new Dispatcher(store, nodes[i].name, LEASE, openings, nominal -> "r" + ++runs, unstarted -> {});
            nodes[i].turns = later(Duration.ofDays(40));
        }
        Recurrence recurrence = shape.timing().recurrence();
        Instant due = recurrence.next(now, zone).orElse(Instant.MAX);
        while (now.isBefore(end)) {
            Instant next = due;
            for (Node node : nodes) {
                next = earlier(next, node.turns);
            }
            for (Instant ends : running.values()) {
                next = earlier(next, ends);
            }
            if (windows && !opening(now).equals(now)) {
                next = earlier(next, opening(now));
            }
            now = next.isBefore(now) ? now : next;
            turn();
            endRuns();
            int first = random.nextInt(2);
            serve(nodes[first], dispatchers[first]);
            serve(nodes[1 - first], dispatchers[1 - first]);
            if (!due.isAfter(now)) {
                due = recurrence.next(now, zone).orElse(Instant.MAX);
            }
        }
        check();
        return broken;
    }

    private Instant later(Duration most) {
        return now.plusSeconds(1 + (long) (Math.pow(random.nextDouble(), 3) * most.toSeconds()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void turn() {
        for (Node node : nodes) {
            if (!node.turns.isAfter(now)) {
                node.up = !node.up;
                node.turns = later(node.up ? Duration.ofDays(40) : Duration.ofDays(8));
            }
        }
    }

    private void endRuns() {
        running.entrySet().removeIf(run -> {
            boolean over = !run.getValue().isAfter(now);
            if (over) {
                store.endFiring(run.getKey(), 0);
            }
            return over;
        });
    }

    private void serve(Node node, Dispatcher dispatcher) {
        if (!node.up) {
            return;
        }
        NavigableMap<Instant, Firing> all = store.all("s");
        Instant newest = all.isEmpty() ? null : all.lastKey();
        for (ScheduleStore.Claim claim : dispatcher.tick(schedule, newest, store.openFirings(), now)) {
            made.merge(claim.run(), 1, Integer::sum);
            starts.put(claim.nominal(), now);
            if (!running.isEmpty()) {
                broken.add(claim.nominal() + " began while another run went on");
            }
            running.put(claim.run(), later(Duration.ofHours(random.nextInt(10) == 0 ? 60 : 4)));
        }
    }

    /** Windows open from 22:00 to 06:00 of the zone. */
    private Instant opening(Instant from) {
        LocalDateTime local = LocalDateTime.ofInstant(from, zone);
        LocalTime time = local.toLocalTime();
        boolean open = !time.isBefore(LocalTime.of(22, 0)) || time.isBefore(LocalTime.of(6, 0));
        return open
                ? from
                : ZonedDateTime.of(local.toLocalDate(), LocalTime.of(22, 0), zone)
                        .toInstant();
    }

    private void check() {
        Map<Instant, Firing> all = store.all("s");
        TreeSet<Instant> wanted = wanted();
        wanted.removeIf(instant -> instant.isAfter(now) || !instant.isAfter(schedule.since()));
        // While nobody has been up since, nothing could be recorded yet.
        Instant recorded = all.isEmpty() ? schedule.since() : ((NavigableMap<Instant, Firing>) all).lastKey();
        if (nodes[0].up || nodes[1].up) {
            recorded = now;
        }
        Instant known = recorded;
        wanted.removeIf(instant -> instant.isAfter(known));
        if (!wanted.equals(all.keySet())) {
            TreeSet<Instant> missing = new TreeSet<>(wanted);
            missing.removeAll(all.keySet());
            TreeSet<Instant> extra = new TreeSet<>(all.keySet());
            extra.removeAll(wanted);
            broken.add("missing " + some(missing) + ", too many " + some(extra));
        }
        for (Firing firing : all.values()) {
            check(firing);
        }
    }

    private void check(Firing firing) {
        Instant began = starts.get(firing.nominal());
        switch (firing.state()) {
            case ENDED, CLAIMED -> {
                if (began == null || made.getOrDefault(String.valueOf(firing.run()), 0) != 1) {
                    broken.add(firing + " has not one run");
                } else if (began.isBefore(firing.nominal())) {
                    broken.add(firing + " began too early");
                } else if (began.isAfter(firing.nominal().plus(schedule.deadline()))
                        && !(windows && opening(began).equals(began))) {
                    broken.add(firing + " began too late and outside of a window, at " + began);
                }
            }
            case SKIPPED -> {
                if (began != null || String.valueOf(firing.reason()).isBlank()) {
                    broken.add(firing + " was skipped, and yet begun");
                }
            }
            default -> {}
        }
    }

    private static String some(TreeSet<Instant> instants) {
        return instants.size() + " " + instants.stream().limit(3).toList();
    }

    /** The times of the shape, told day by day by other means. */
    private TreeSet<Instant> wanted() {
        TreeSet<Instant> wanted = new TreeSet<>();
        LocalDate last = LocalDate.ofInstant(now, zone).plusDays(2);
        for (LocalDate date = LocalDate.ofInstant(schedule.since(), zone).minusDays(2);
                date.isBefore(last);
                date = date.plusDays(1)) {
            if (shape.on().test(date)) {
                for (LocalTime time : shape.at()) {
                    LocalDateTime local = LocalDateTime.of(date, time);
                    ZonedDateTime resolved = ZonedDateTime.of(local, zone);
                    wanted.add(
                            resolved.toLocalDateTime().equals(local)
                                    ? resolved.toInstant()
                                    : zone.getRules()
                                            .nextTransition(resolved.toInstant().minusSeconds(86_400L + 7_200))
                                            .getInstant());
                }
            }
        }
        return wanted;
    }
}
