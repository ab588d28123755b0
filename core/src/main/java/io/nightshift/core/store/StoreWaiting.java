package io.nightshift.core.store;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Everybody who waits for a store that cannot be used: told about once, however many they are, and one of them at a time tries
 * again; a thousand need not ask whether a disk is full.
 */
public final class StoreWaiting {
    private final Consumer<String> tell;
    private final long pauseNanos;
    private volatile boolean troubled;
    private boolean beingTried;
    private long nextTry;

    /** @param tell is told once that the store is waited for and why, and once that it works again */
    public StoreWaiting(Consumer<String> tell) {
        this(tell, Duration.ofSeconds(1));
    }

    StoreWaiting(Consumer<String> tell, Duration pause) {
        this.tell = tell;
        this.pauseNanos = pause.toNanos();
    }

    /** Whether somebody waits for the store at this moment. */
    public boolean isWaiting() {
        return troubled;
    }

    /** A call failed; returns when it is this thread's turn to try again, or when the store works again. */
    synchronized void await(UnavailableException cause) {
        if (!troubled) {
            troubled = true;
            tell.accept(
                    cause.getMessage() + " Nothing new begins, for it could not be journalled; what is under way on the"
                            + " hosts goes on, and its results are kept. The run goes on by itself when this is over; Ctrl-C leaves it, to"
                            + " be resumed");
        }
        beingTried = false;
        nextTry = System.nanoTime() + pauseNanos;
        notifyAll();
        boolean interrupted = false;
        long left = pauseNanos;
        while (troubled && (beingTried || left > 0)) {
            try {
                wait(beingTried ? 0 : left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = nextTry - System.nanoTime();
        }
        beingTried = true;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call that was tried again was answered, be it by a refusal. */
    synchronized void answered() {
        beingTried = false;
        if (troubled) {
            troubled = false;
            tell.accept("the journal can be written again; the run goes on");
        }
        notifyAll();
    }
}
