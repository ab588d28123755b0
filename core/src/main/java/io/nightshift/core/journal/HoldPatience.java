package io.nightshift.core.journal;

import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for hosts that another run holds; of one that is over and only could not say so, they are taken at once. */
public final class HoldPatience {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofMinutes(1);

    private static final Answer TAKEN = new Answer.Refused("nothing was sent");

    private final RunStore store;
    private final Platform platform;
    private final Duration limit;
    private final BooleanSupplier stopped;
    private final Pause pause;
    private final Consumer<String> tell;

    /**
     * @param limit how long to wait for one host; zero for not at all
     * @param stopped ends the wait early
     */
    public HoldPatience(
            RunStore store,
            Platform platform,
            Duration limit,
            BooleanSupplier stopped,
            Pause pause,
            Consumer<String> tell) {
        this.store = store;
        this.platform = platform;
        this.limit = limit;
        this.stopped = stopped;
        this.pause = pause;
        this.tell = tell;
    }

    /** Lets time pass. */
    public interface Pause {
        void of(Duration time);
    }

    /** A step that is sent to a host. */
    public interface Attempt {
        Answer send() throws TransportException;

        /** A script that is sent to the same host. */
        void run(ScriptOf script, Duration limit) throws TransportException;
    }

    /** A script for a host as it is known. */
    public interface ScriptOf {
        String on(HostProfile host);
    }

    /** Sends it, and again as long as another run holds the host and there is time. */
    public Answer sent(String host, Attempt attempt) throws TransportException {
        Answer answer = attempt.send();
        if (answer instanceof Answer.Held held && held.by() instanceof HeldBy.Run run && isOver(run.run())) {
            Hold over = new Hold(run.run(), store.raiseEpoch(run.run()), run.holder(), false);
            attempt.run(profile -> platform.release(profile, over), ANSWER);
            answer = attempt.send();
        }
        Duration waited = Duration.ZERO;
        while (answer instanceof Answer.Held held
                && held.by() instanceof HeldBy.Run run
                && waited.compareTo(limit) < 0
                && !stopped.getAsBoolean()) {
            if (waited.isZero()) {
                tell.accept(host + " is " + run.sentence() + "; waiting for it");
            }
            pause.of(BETWEEN);
            waited = waited.plus(BETWEEN);
            answer = attempt.send();
        }
        return answer;
    }

    /** What holds a host for somebody, or says who holds it. */
    public interface Taking {
        /** Null where it is held now. */
        @Nullable
        HeldBy ask() throws TransportException;

        /** A script that is sent to the same host. */
        void run(ScriptOf script, Duration limit) throws TransportException;
    }

    /** Takes a host for work that no step is sent for; null, or who has it in the end. */
    public @Nullable HeldBy taken(String host, Taking taking) throws TransportException {
        Answer answer = sent(host, new Attempt() {
            @Override
            public Answer send() throws TransportException {
                HeldBy by = taking.ask();
                return by == null ? TAKEN : new Answer.Held(by);
            }

            @Override
            public void run(ScriptOf script, Duration most) throws TransportException {
                taking.run(script, most);
            }
        });
        return answer instanceof Answer.Held held ? held.by() : null;
    }

    /** As far as this store knows it. */
    private boolean isOver(String run) {
        return store.run(run).filter(record -> record.ended() != null).isPresent();
    }

    /** The sentence for people, with what they can do. */
    public static String told(HeldBy by) {
        if (by instanceof HeldBy.Run run) {
            return "this host is " + run.sentence() + "; `--lock-timeout 1h` waits for it; if that run has died,"
                    + " go on with `nightshift resume " + run.run() + "`";
        }
        if (by instanceof HeldBy.Overtaken) {
            return by.sentence() + "; `nightshift resume --retake` goes on all the same";
        }
        return by.sentence();
    }
}
