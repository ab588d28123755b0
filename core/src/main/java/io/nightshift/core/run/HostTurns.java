package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.store.StoreException;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The turns of hosts in a play: each begins when it may, goes through its tasks, and comes to an end that is written down. */
final class HostTurns {
    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final RunContext run;
    private final PlayContext play;
    private final HostEnding endings;
    private final Prompter prompter;
    private final Standing standing;
    private final Barriers barriers;
    private final Includes includes;
    private final Selection selection;
    private final WaitingRoom waiting;
    private final Troubles troubles;
    private final Entrance entrance;

    HostTurns(
            RunContext run,
            PlayContext play,
            HostEnding endings,
            Prompter prompter,
            Map<String, HostState> states,
            Map<String, String> details,
            WaitingRoom waiting) {
        this.run = run;
        this.play = play;
        this.endings = endings;
        this.prompter = prompter;
        this.standing = new Standing(run, states, details);
        this.barriers = new Barriers(play.play);
        this.includes = new Includes(run.readers);
        this.selection = new Selection(run.settings);
        this.waiting = waiting;
        this.troubles = new Troubles(run);
        this.entrance = new Entrance(run, play);
    }

    /** All of the play. */
    void go(String name, Ring ring) {
        go(name, ring, HostRunner::run);
    }

    /** Its health tasks once more. */
    void healthAgain(String name, Ring ring) {
        go(name, ring, HostRunner::healthAgain);
    }

    private void go(String name, Ring ring, java.util.function.Consumer<HostRunner> work) {
        if (!enters(name, ring)) {
            ring.leave(name);
            run.shared.ended(name);
            return;
        }
        try {
            HostMemory host = run.memory(name);
            boolean done = standing.isDone(name) || host.notes.goesBeyond(play.play.path());
            if (!done) {
                run.starts.await(name, ring, play);
            }
            begins(name, done);
            Duration began = run.pace.elapsed();
            if (host.notes.resumed()) {
                endings.settleTimers(host, play);
                host.takesBack = step -> endings.takeBack(host, play, step);
            }
            new VarsFiles(run, play).read(host);
            work.accept(new HostRunner(run, play, host, ring, barriers, includes, prompter, selection));
            failedBefore(name);
            if (standing.isOver(name) && !host.notes.goesBeyond(play.play.path())) {
                run.lose(name);
            }
            through(name);
            if (!host.notes.resumed()) {
                run.windows.took(name, play, run.pace.elapsed().minus(began));
            }
        } catch (HostStopped stopped) {
            ended(name, stopped);
        } catch (ModuleFailure | TemplateException e) {
            ended(
                    name,
                    HostStopped.because(
                            Reason.FAILED,
                            e instanceof TemplateException t ? Sentences.of(t) : String.valueOf(e.getMessage())));
        } catch (StoreException e) {
            standing.storeFailed(name, e);
        } catch (StaleRunException e) {
            run.takenOver();
            run.lose(name);
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            Bugs.report(e);
            standing.end(name, HostState.UNKNOWN, "a bug of Nightshift stopped this host: " + e);
        } finally {
            boolean over = run.isLost(name) ? !standing.comesBack(name) : play.last.test(name) && !run.stopping.get();
            if (over && !run.helps) {
                run.holds.end(name, standing.isBack(name));
            }
            ring.leave(name);
            ring.step();
            run.shared.ended(name);
        }
    }

    /** False where the host has no turn here, and no place. */
    private boolean enters(String name, Ring ring) {
        try {
            Optional<HostRecord> elsewhere = entrance.enter(name, ring);
            elsewhere.ifPresent(standing::endedElsewhere);
            return elsewhere.isEmpty();
        } catch (StoreException e) {
            standing.storeFailed(name, e);
            return false;
        }
    }

    private void begins(String name, boolean done) {
        if (standing.isOver(name)) {
            return;
        }
        standing.begins(name, !done);
    }

    /** Whether the host had come to its end before the run was interrupted. */
    boolean isOver(String host) {
        return standing.isOver(host);
    }

    /** Takes back a host that is through, because the rollout has ended. */
    void takeBack(String name, String reason, Ring ring) {
        ring.enter();
        try {
            ended(name, HostStopped.because(Reason.ABORTED, reason));
        } finally {
            run.holds.end(name);
            ring.step();
        }
    }

    /** Brings a host to its end whose failure had been decided before the run was interrupted. */
    void finish(String name, Ring ring) {
        ring.enter();
        try {
            failedBefore(name);
        } catch (HostStopped stopped) {
            ended(name, stopped);
        } finally {
            ring.step();
        }
    }

    /** What was decided after all tasks of a play had been done is in the record, too. */
    private void failedBefore(String name) {
        HostMemory host = run.memory(name);
        if (host.notes.resumed() && !host.notes.goesBeyond(play.play.path())) {
            host.notes.failure().ifPresent(message -> {
                throw HostStopped.because(Reason.FAILED_BEFORE, message);
            });
        }
    }

    private void through(String host) {
        play.through.add(host);
        run.tally.cameThrough(host);
        run.tell(new RunEvent.HostThrough(host));
        if (play.play.rollout() != null && play.last.test(host) && !run.isLost(host) && !run.takenOver.get()) {
            HostState state = run.memory(host).changed ? HostState.UPDATED : HostState.UNCHANGED;
            run.store.host(run.id, host, state, null, run.clock.instant()); // it may soak for days
        }
    }

    private void ended(String host, HostStopped stopped) {
        if (standing.isOver(host)) {
            run.lose(host);
            return;
        }
        switch (stopped.reason()) {
            case END_HOST, END_PLAY -> through(host);
            case NOT_BEGUN -> notBegun(host, String.valueOf(stopped.getMessage()));
            case CLOSED -> closed(host, String.valueOf(stopped.getMessage()));
            case HANDED_BACK -> run.lose(host);
            case UNREACHABLE -> unreachable(host, stopped);
            case PARKED -> parked(host, stopped);
            default -> stops(host, stopped);
        }
    }

    /** The host is not begun, and stands as it did. */
    void notBegun(String host, String why) {
        standing.end(host, run.memory(host).notes.resumed() ? HostState.PARKED : HostState.WAITING, why);
    }

    /** Whatever the host would do is not possible. */
    void refused(String host, String why) {
        standing.end(host, HostState.FAILED_KEPT, why);
    }

    /** It was waited for in vain. */
    void gaveUp(String host) {
        standing.end(host, HostState.UNREACHABLE, "it could not be worked on in the time that the rollout gave it");
    }

    private void closed(String host, String why) {
        notBegun(host, why);
        Instant until = WaitingRoom.patience(run, play);
        boolean mayCome = until != null || run.windows.may(host, play).next().isPresent();
        if (play.waits(run) && mayCome) {
            admit(host, false, Duration.ZERO, until == null ? FOR_EVER : until);
        }
    }

    /** What it waits for may come at a known time. */
    private void parked(String host, HostStopped stopped) {
        stops(host, stopped);
        Instant again = stopped.again();
        if (again != null && play.waits(run)) {
            Instant until = WaitingRoom.patience(run, play);
            admit(host, false, Duration.between(run.clock.instant(), again), until == null ? FOR_EVER : until);
        }
    }

    /** Where the rollout says so, a host that does not answer is waited for, whether it was lost or never there. */
    private void unreachable(String host, HostStopped stopped) {
        Instant until = WaitingRoom.patience(run, play);
        if (until == null) {
            stops(host, stopped);
            return;
        }
        if (run.hasAnswered(host)) {
            troubles.count(host, Reason.UNREACHABLE);
            standing.end(host, HostState.PARKED, stopped.getMessage() + "; it is waited for until " + Wait.at(until));
        } else {
            notBegun(host, "it does not answer, and is waited for until " + Wait.at(until));
        }
        admit(host, true, Knocking.AFTER_A_TRY, until);
    }

    /** The host was found to be off before its turn. */
    void isOff(String host) {
        Instant until = WaitingRoom.patience(run, play);
        if (until != null && !standing.isOver(host)) {
            notBegun(host, "it does not answer, and is waited for until " + Wait.at(until));
            admit(host, true, Knocking.AFTER_A_TRY, until);
        }
    }

    private void admit(String host, boolean off, Duration rest, Instant until) {
        if (!run.stopping.get() && !run.helps) {
            waiting.admit(
                    new WaitingRoom.Guest(host, play, off, run.clock.instant().plus(rest), until));
        }
    }

    private void stops(String host, HostStopped stopped) {
        troubles.count(host, stopped.reason());
        HostEnding.Ended ended;
        try {
            ended = endings.of(stopped, run.memory(host), play);
        } catch (HostStopped handedBack) {
            run.lose(host);
            return;
        } catch (StaleRunException e) {
            run.takenOver();
            ended = new HostEnding.Ended(HostState.PARKED, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            ended = new HostEnding.Ended(HostState.PARKED, stopped.getMessage() + "; " + run.storeFailed(e));
        } catch (RuntimeException e) {
            Bugs.report(e);
            ended = new HostEnding.Ended(HostState.UNKNOWN, "a bug of Nightshift stopped this host: " + e);
        }
        standing.end(host, ended.state(), ended.detail());
    }
}
