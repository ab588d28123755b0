package io.nightshift.core.simulator;

import java.util.PriorityQueue;

/** What is to happen at some time; of what is due at once, first what was set first. */
final class Alarms {
    private final PriorityQueue<Alarm> all = new PriorityQueue<>();
    private long set;

    private static final class Alarm implements Comparable<Alarm> {
        private final long at;
        private final long number;
        private final Runnable rings;
        private boolean cancelled;

        Alarm(long at, long number, Runnable rings) {
            this.at = at;
            this.number = number;
            this.rings = rings;
        }

        @Override
        public int compareTo(Alarm other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    /** What cancels it. */
    Runnable set(long at, Runnable rings) {
        Alarm alarm = new Alarm(at, set++, rings);
        all.add(alarm);
        return () -> alarm.cancelled = true;
    }

    /** Lets time pass to the next one, and rings it; false when there is none. */
    boolean next(SimulatedClock clock) {
        Alarm alarm = all.poll();
        if (alarm == null) {
            return false;
        }
        if (!alarm.cancelled) {
            clock.passTo(alarm.at);
            alarm.rings.run();
        }
        return true;
    }
}
