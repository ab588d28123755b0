package io.nightshift.core.cli;

import io.nightshift.core.run.RunEngine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and its kin while a run is under way. The first lets steps in flight end and parks the hosts, the second (or the
 * first, while the journal cannot be written) leaves at once;
 * nothing is lost by either. A terminal that closes (SIGHUP) is a first one, however often it is told; under {@code nohup} it is
 * none, because Java leaves an ignored signal ignored.
 */
final class Interrupts implements AutoCloseable {
    private static final long MOST_MILLIS_TO_SPEAK = 1000;

    private final AtomicReference<RunEngine.@Nullable Handle> handle = new AtomicReference<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, SignalHandler> before = new ConcurrentHashMap<>();
    private final String run;
    private final Consumer<String> say;
    private final IntConsumer leave;
    private final BooleanSupplier mute;

    /**
     * @param leave ends the process at once
     * @param mute whether the journal cannot be written at the moment, so that no host could be parked
     */
    Interrupts(String run, Consumer<String> say, IntConsumer leave, BooleanSupplier mute) {
        this.mute = mute;
        this.run = run;
        this.say = say;
        this.leave = leave;
    }

    /** From now on signals of this process are taken care of here. */
    Interrupts installed() {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            before.put(name, Signal.handle(new Signal(name), signal -> interrupted(name)));
        }
        return this;
    }

    /** The run has begun, and this stops it. */
    void stops(RunEngine.Handle running) {
        handle.set(running);
    }

    void interrupted(String signal) {
        RunEngine.Handle running = handle.get();
        int times = signal.equals("HUP") && count.get() > 0 ? 0 : count.incrementAndGet();
        if (times == 0) {
            return;
        }
        if (running == null) {
            leave("nightshift: left before any host was touched");
        } else if (times == 1 && mute.getAsBoolean()) {
            leave("nightshift: left, because the journal cannot be written. What the hosts are doing goes on; when the"
                    + " journal can be written again, go on with: nightshift resume " + run);
        } else if (times == 1) {
            running.stop();
            say.accept("nightshift: stopping after the steps in flight; once more Ctrl-C leaves at once (run " + run
                    + ")");
        } else {
            leave("nightshift: left. What the hosts are doing goes on; go on with: nightshift resume " + run
                    + ", or take them back with: nightshift rollback " + run);
        }
    }

    /** Output may hang (Ctrl-S, a pager); leaving must not. */
    private void leave(String lastWords) {
        Thread speaker = new Thread(() -> say.accept(lastWords), "last-words");
        speaker.setDaemon(true);
        speaker.start();
        try {
            speaker.join(MOST_MILLIS_TO_SPEAK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave.accept(ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        before.forEach((name, handler) -> Signal.handle(new Signal(name), handler));
    }
}
