package io.nightshift.core.journal;

import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TimerState;
import io.nightshift.core.transport.TransportException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the journal knows of dead-man's timers: notes {@code VERB FIRST-STEP DIRECTORY}, of which the last one for a directory
 * counts. A timer that is noted as armed may have fired since; its host is asked before anything is undone.
 */
public final class DeadManNotes {
    /** The key of the notes. */
    public static final String KEY = "deadman";

    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration UNDOING = Duration.ofMinutes(35);
    private static final String ARMED = "armed";
    private static final String KEPT = "kept";

    private final RunStore store;
    private final Platform platform;
    private final Clock clock;
    private final Pace pace;

    public DeadManNotes(RunStore store, Platform platform, Clock clock, Pace pace) {
        this.store = store;
        this.platform = platform;
        this.clock = clock;
        this.pace = pace;
    }

    private record Note(String verb, int first, String directory) {}

    /** Before the timer is armed; {@code first} is the sequence of the first step that it covers. */
    public void armed(String run, String host, Ticket timer, int first) {
        note(run, host, ARMED, first, timer.directory());
    }

    /** It has been confirmed, or never came to be. */
    public void ended(String run, String host, Ticket timer) {
        note(run, host, "ended", 0, timer.directory());
    }

    /** It has been confirmed for a while: whoever goes on with the run covers its steps again. */
    public void kept(String run, String host, Ticket timer) {
        int first = notes(run, host).stream()
                .filter(note -> note.verb().equals(ARMED) && note.directory().equals(timer.directory()))
                .mapToInt(Note::first)
                .findFirst()
                .orElse(1);
        note(run, host, KEPT, first, timer.directory());
    }

    /** Steps of a run that was stopped, which a timer for {@code next} has to cover as well. */
    public List<StepRecord> kept(String run, String host, StepRecord next) {
        Optional<Note> kept = last(run, host).values().stream()
                .filter(note -> note.verb().equals(KEPT))
                .findFirst();
        if (kept.isEmpty()) {
            return List.of();
        }
        note(run, host, "ended", 0, kept.get().directory());
        return store.steps(run, host).stream()
                .filter(step -> step.id().sequence() >= kept.get().first()
                        && step.id().sequence() < next.id().sequence()
                        && step.state().mayHaveActed()
                        && step.target().equals(next.target())
                        && Objects.equals(step.becomeUser(), next.becomeUser()))
                .toList();
    }

    /** The journal learns what a host took back by itself; the steps, newest first. */
    public List<StepRecord> fired(String run, String host, Ticket timer, TimerState.Fired fired) {
        List<StepRecord> all = new ArrayList<>();
        for (StepRecord step : store.steps(run, host)) {
            int sequence = step.id().sequence();
            if (fired.undone().contains(sequence)) {
                store.conclude(step.id(), StepRecord.State.UNDONE, "taken back by the host itself", clock.instant());
                all.add(0, step);
            } else if (fired.failed().contains(sequence)) {
                store.conclude(
                        step.id(),
                        StepRecord.State.UNDO_FAILED,
                        "the host itself could not take it back",
                        clock.instant());
                all.add(0, step);
            }
        }
        note(run, host, "fired", 0, timer.directory());
        return all;
    }

    /**
     * Ends every timer of a host that may still wait, or learns what it did.
     *
     * @param reach opens the way to where a step was made
     * @param goesOn the run goes on: a later timer covers the same steps again
     * @return steps that hosts took back by themselves
     */
    public List<StepRecord> settle(String run, String host, Rollback.Reach reach, boolean goesOn)
            throws TransportException {
        List<StepRecord> undone = new ArrayList<>();
        for (Note note : last(run, host).values()) {
            if (!note.verb().equals(ARMED)) {
                continue;
            }
            Optional<StepRecord> first = store.steps(run, host).stream()
                    .filter(step -> step.id().sequence() >= note.first() && step.target() != null)
                    .findFirst();
            if (first.isPresent()) {
                Ticket timer = new Ticket(note.directory());
                TimerState state = confirm(timer, first.get(), reach);
                if (state instanceof TimerState.Fired fired) {
                    undone.addAll(fired(run, host, timer, fired));
                } else if (goesOn) {
                    kept(run, host, timer);
                } else {
                    ended(run, host, timer);
                }
            }
        }
        return undone;
    }

    private TimerState confirm(Ticket timer, StepRecord step, Rollback.Reach reach) throws TransportException {
        BooleanSupplier inTime = pace.within(UNDOING);
        while (true) {
            Rollback.Reached reached = reach.to(step);
            TimerState state = platform.deadMan()
                    .state(reached.shell().run(platform.deadMan().confirm(timer), ANSWER));
            if (!(state instanceof TimerState.Firing) || !inTime.getAsBoolean()) {
                return state;
            }
            if (!pace.pause(BETWEEN)) {
                return state;
            }
        }
    }

    private Map<String, Note> last(String run, String host) {
        Map<String, Note> last = new LinkedHashMap<>();
        notes(run, host).forEach(note -> last.put(note.directory(), note));
        return last;
    }

    private List<Note> notes(String run, String host) {
        return store.notes(run, host).stream()
                .filter(entry -> entry.getKey().equals(KEY))
                .map(entry -> entry.getValue().split(" ", 3))
                .map(words -> new Note(words[0], Integer.parseInt(words[1]), words[2]))
                .toList();
    }

    private void note(String run, String host, String verb, int first, String directory) {
        store.note(run, host, KEY, verb + " " + first + " " + directory);
    }
}
