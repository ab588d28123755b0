package io.nightshift.core.run;

import io.nightshift.core.platform.TimerState;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a timer over a connection of its own: only a login that is new shows that the host can still be reached. */
final class NewLogin {
    private static final Duration ANSWER = Duration.ofMinutes(1);
    /** How long a host may take to undo and to come back, after its timer fired. */
    private static final Duration GRACE = Duration.ofMinutes(4);
    /** So long a network may be gone while it restarts; after that an old connection that still stands is used. */
    private static final Duration RESTART = Duration.ofSeconds(30);

    private static final double MOST_SECONDS = 10;

    private final RunContext run;

    NewLogin(RunContext run) {
        this.run = run;
    }

    /** One try. */
    TimerState once(Watch watch, String script) throws TransportException {
        try (Connection connection = watch.access.entry().another()) {
            return run.platform
                    .deadMan()
                    .state(connection.shell(watch.access.become()).run(script, ANSWER));
        }
    }

    /**
     * Tries until a login works and the timer is not taking anything back any more.
     *
     * @param hurry the old connection may tell the timer to fire at once
     * @throws TransportException when the host is not back long after its timer must have fired
     */
    TimerState patiently(Watch watch, String script, boolean hurry) throws TransportException {
        return Ring.patiently(() -> again(watch, script, hurry)); // a host that is cut off holds up no other
    }

    private TimerState again(Watch watch, String script, boolean hurry) throws TransportException {
        BooleanSupplier restarting = run.pace.within(hurry ? Duration.ZERO : RESTART);
        boolean told = false;
        double wait = 1;
        TransportException last =
                new TransportException(TransportException.Kind.TIMEOUT, "it was still taking changes back");
        while (true) {
            try {
                TimerState state = once(watch, script);
                if (!(state instanceof TimerState.Firing)) {
                    return state;
                }
            } catch (TransportException e) {
                last = e;
                if (!told && !restarting.getAsBoolean()) {
                    told = fireNow(watch);
                }
            }
            if (run.pace.elapsed().compareTo(watch.deadline().plus(GRACE)) > 0) {
                throw last;
            }
            run.pause(wait);
            wait = Math.min(MOST_SECONDS, wait * 1.5);
        }
    }

    /** True when the old connection could tell it. */
    private boolean fireNow(Watch watch) {
        Connection old = watch.access.entry().standing();
        if (old == null) {
            return false;
        }
        try {
            old.shell(watch.access.become()).run(run.platform.deadMan().fireNow(watch.timer), Duration.ofSeconds(10));
            return true;
        } catch (TransportException e) {
            return false;
        }
    }
}
