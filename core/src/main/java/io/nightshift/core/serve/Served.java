package io.nightshift.core.serve;

import io.nightshift.core.run.RunEngine;
import org.jspecify.annotations.Nullable;

/** A run that this node makes: it may be stopped before it has a handle. */
final class Served {
    private RunEngine.@Nullable Handle handle;
    private boolean stopped;
    private boolean abandoned;

    synchronized void began(RunEngine.Handle running) {
        handle = running;
        if (abandoned) {
            running.abandon();
        } else if (stopped) {
            running.stop();
        }
    }

    synchronized void stop() {
        stopped = true;
        if (handle != null) {
            handle.stop();
        }
    }

    /** Another node has it now. */
    synchronized void abandon() {
        abandoned = true;
        if (handle != null) {
            handle.abandon();
        }
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }
}
