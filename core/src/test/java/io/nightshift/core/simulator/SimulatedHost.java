package io.nightshift.core.simulator;

import io.nightshift.core.simulator.SimulatedTicket.Thing;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * A host that keeps the contract of tickets as a real one does, in memory: files, commands that leave one mark each time they run,
 * processes that go on without a connection, and reboots that end them.
 */
final class SimulatedHost {
    final String name;
    private final SimulatedClock clock;
    private final Random random;

    final TreeMap<String, Thing> files = new TreeMap<>();
    /** What commands did, oldest first; a command that runs twice leaves two. */
    final List<String> marks = new ArrayList<>();
    /** When each change of it was begun, by the controller's clock. */
    final List<Instant> begun = new ArrayList<>();
    /** Tickets whose change has been taken back for good, in that order. */
    final List<String> takenBack = new ArrayList<>();

    final Map<String, SimulatedTicket> tickets = new LinkedHashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long eventsPlanned;
    int boot = 1;
    final Hold hold = new Hold();
    private final Deque<long[]> power = new ArrayDeque<>();
    private boolean switched;
    private long awayUntil;
    private long fullUntil;

    SimulatedHost(String name, SimulatedClock clock, Random random) {
        this.name = name;
        this.clock = clock;
        this.random = random;
        files.put("/", new Thing(null, 0755));
        files.put("/srv", new Thing(null, 0755));
        files.put("/etc", new Thing(null, 0755));
        files.put("/etc/motd", new Thing("welcome to " + name, 0644));
    }

    /** Which run the host belongs to, and until when. */
    final class Hold {
        private final Map<String, Integer> epochs = new LinkedHashMap<>();
        private String run = "-";
        private long until;

        /** Why it is refused; empty when it is taken. */
        String take(String wanted, int epoch, long millis) {
            if (epochs.getOrDefault(wanted, 1) > epoch) {
                return "stale 0 " + wanted + " somebody";
            }
            if (!run.equals("-") && !run.equals(wanted) && clock.passed() < until) {
                return "busy " + (until - clock.passed()) / 1000 + " " + run + " somebody";
            }
            run = wanted;
            epochs.put(wanted, epoch);
            until = Math.max(until, clock.passed() + millis + 900_000);
            return "";
        }

        void letGo(String who, int epoch) {
            if (run.equals(who) && epochs.get(who) == epoch) {
                run = "-";
            }
        }

        boolean isTaken() {
            return !run.equals("-") && clock.passed() < until;
        }
    }

    private record Event(long at, long number, Runnable happens) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    /**
     * From when to when the host is switched on, in milliseconds; always, where nothing is said.
     *
     * @param times one after another
     */
    void powered(List<long[]> times) {
        power.addAll(times);
        switched = true;
    }

    /** Lets everything happen that was to happen by now. */
    void advance() {
        while (!power.isEmpty() && power.peek()[1] <= clock.passed()) {
            happen(power.peek()[1]);
            power.poll();
            boot++;
            tickets.values().forEach(ticket -> ticket.running = false);
            events.clear();
        }
        happen(clock.passed());
    }

    private void happen(long until) {
        while (!events.isEmpty() && events.peek().at() <= until) {
            events.poll().happens().run();
        }
    }

    /** Lets everything happen that still will. */
    void settle() {
        while (!events.isEmpty()) {
            clock.passTo(events.peek().at());
            advance();
        }
    }

    private void at(long time, Runnable happens) {
        events.add(new Event(time, eventsPlanned++, happens));
    }

    boolean isAway() {
        return clock.passed() < awayUntil || switched && (power.isEmpty() || clock.passed() < power.peek()[0]);
    }

    void away(long millis) {
        awayUntil = millis == Long.MAX_VALUE ? millis : Math.max(awayUntil, clock.passed() + millis);
    }

    /** Whoever could not be reached can be reached again; nothing else is mended. */
    void back() {
        awayUntil = Math.min(awayUntil, clock.passed());
        fullUntil = Math.min(fullUntil, clock.passed());
    }

    void full(long millis) {
        fullUntil = clock.passed() + millis;
    }

    boolean isFull() {
        return clock.passed() < fullUntil;
    }

    void reboot() {
        boot++;
        tickets.values().forEach(ticket -> ticket.running = false);
        events.clear();
        away(20_000 + random.nextInt(70_000));
    }

    /** A ticket is made, once; null where it was there already or there is no room. */
    SimulatedTicket start(String directory, List<String> act) {
        if (tickets.containsKey(directory) || isFull()) {
            return null;
        }
        SimulatedTicket ticket = new SimulatedTicket(directory, boot, act);
        tickets.put(directory, ticket);
        return ticket;
    }

    /** A change of the host begins. */
    void begins() {
        begun.add(clock.instant());
    }

    /** The ticket as it stands; one that nobody has made is made so that nobody can. */
    SimulatedTicket claim(String directory) {
        return tickets.computeIfAbsent(directory, path -> {
            SimulatedTicket ticket = new SimulatedTicket(path, boot, List.of());
            ticket.forbidden = true;
            return ticket;
        });
    }

    /**
     * A process of its own makes the change and leaves a status, with or without a connection.
     *
     * @param makes gives the status of what was done
     * @param waitsFor another ticket whose process must have ended before; null for none
     */
    void process(SimulatedTicket ticket, long millis, long limit, SimulatedTicket waitsFor, Effect makes) {
        long begins = Math.max(clock.passed(), waitsFor != null && waitsFor.running ? waitsFor.endsAt + 1 : 0);
        long ends = begins + Math.max(2, millis);
        long stops = clock.passed() + limit;
        ticket.running = true;
        ticket.endsAt = Math.min(ends, stops);
        int begun = boot;
        int[] status = new int[1];
        at(begins + (ticket.endsAt - begins) / 2, () -> {
            if (ticket.running && boot == begun) {
                status[0] = makes.make();
            }
        });
        at(ticket.endsAt, () -> {
            if (ticket.running && boot == begun) {
                ticket.running = false;
                ticket.timedOut = ends > stops;
                ticket.status = ticket.timedOut ? 143 : status[0];
            }
        });
    }

    /** What a process does to the host. */
    interface Effect {
        int make();
    }

    /** At some moment of the time that a ticket's process takes. */
    void inTheMiddleOf(SimulatedTicket ticket, Runnable happens) {
        long left = Math.max(1, ticket.endsAt - clock.passed());
        at(clock.passed() + (long) (random.nextDouble() * left), happens);
    }

    /** What undo needs of a path, before it is changed. */
    void save(SimulatedTicket ticket, String path) {
        ticket.before.putIfAbsent(path, java.util.Optional.ofNullable(files.get(path)));
    }

    void restore(SimulatedTicket ticket) {
        ticket.before.forEach((path, thing) -> {
            if (thing.isPresent()) {
                files.put(path, thing.get());
            } else {
                files.remove(path);
            }
        });
    }
}
