package io.nightshift.core.platform;

import io.nightshift.core.transport.Frame;
import java.time.Duration;

/**
 * Renders the timer on a host that takes changes back unless a new connection confirms them in time. Each method gives a script;
 * {@link #state} understands the answer of all of them. A timer is told apart by its directory.
 */
public interface DeadManTimer {
    /** Makes the timer and lets it run; nothing is covered yet. */
    String arm(HostProfile host, Ticket timer, Duration time);

    /** One more step that it takes back, before that step is sent. */
    String cover(Ticket timer, int sequence, String undoScript);

    /** One more restart that it does at last, once for each key, when it has taken back the steps. */
    String again(Ticket timer, String key, String undoScript);

    /** A sign of life: from now on it waits the whole time again. */
    String prolong(Ticket timer);

    /** Lets it fire now, for a controller whose old connection still stands. */
    String fireNow(Ticket timer);

    /** Ends it: what was covered stays. Of this and the firing only one happens. */
    String confirm(Ticket timer);

    TimerState state(Frame answer);
}
