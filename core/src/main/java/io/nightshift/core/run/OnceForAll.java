package io.nightshift.core.run;

import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tasks that one host does for all of its ring. */
final class OnceForAll {
    private final RunContext run;
    private final PlayContext play;
    private final HostMemory host;
    private final Ring ring;
    private final Replay replay;
    private final TaskEnd end;
    private final Effects effects;
    private final Function<TaskRunner.Call, TaskOutcome> execution;

    /** @param execution does a task here */
    OnceForAll(
            RunContext run,
            PlayContext play,
            HostMemory host,
            Ring ring,
            Replay replay,
            TaskEnd end,
            Effects effects,
            Function<TaskRunner.Call, TaskOutcome> execution) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.ring = ring;
        this.replay = replay;
        this.end = end;
        this.effects = effects;
        this.execution = execution;
    }

    /** What another host of the ring did for all, where this one comes late. */
    Optional<TaskOutcome> earlier(TaskRunner.Call call) {
        return play.isLate(host.name())
                ? replay.once(call.path() + "@" + play.ringOf(host.name())).soFar()
                : Optional.empty();
    }

    /** Does the task for all, or takes over what the one comes to who does. */
    void take(TaskRunner.Call call, Ring.Release release) {
        Replay.Once before = replay.once(call.path() + "@" + play.ringOf(host.name()));
        Optional<TaskOutcome> done = before.done();
        Optional<String> leader = before.leader();
        if (done.isPresent() || leader.isPresent() && !release.includes(leader.get())) {
            TaskOutcome outcome = done.orElseGet(() -> TaskOutcome.failed(
                    leader.orElse("another host") + " began this task for all, and what became of it is not known"));
            release.did(outcome);
            share(call, outcome, release);
            return;
        }
        if (leader.map(host.name()::equals).orElse(release.isLedBy(host.name()))) {
            TaskOutcome outcome = leads(call, before, release);
            before.did(outcome);
            end.finish(call, outcome, release);
            return;
        }
        share(call, ring.outcome(release), release);
    }

    /** What this host did for all before the run was interrupted; the others may have to hear of it again. */
    TaskOutcome did(TaskRunner.Call call, Ring.@Nullable Release release) {
        TaskOutcome outcome = TaskOutcome.failed("the host that did this task for all stopped");
        try {
            outcome = execution.apply(call);
        } finally {
            if (release != null) {
                release.did(outcome);
            }
        }
        replay.once(call.path() + "@" + play.ringOf(host.name())).did(outcome);
        return outcome;
    }

    private TaskOutcome leads(TaskRunner.Call call, Replay.Once before, Ring.Release release) {
        try {
            before.begins(host.name());
            TaskOutcome outcome = execution.apply(call);
            release.did(outcome);
            return outcome;
        } catch (HostStopped stopped) {
            if (stopped.reason() == Reason.PARKED) {
                release.did(stopped);
            } else {
                release.did(TaskOutcome.failed(String.valueOf(stopped.getMessage())));
            }
            throw stopped;
        } catch (StoreException e) {
            release.did(HostStopped.because(Reason.PARKED, run.storeFailed(e)));
            throw e;
        } catch (RuntimeException | Error e) {
            release.did(TaskOutcome.failed("the host that does this task for all stopped"));
            throw e;
        }
    }

    /** What another host did for all. */
    void share(TaskRunner.Call call, TaskOutcome outcome, Ring.@Nullable Release release) {
        replay.keepShared(call.path(), outcome);
        outcome.effects().forEach(effect -> effects.share(effect, host));
        if (outcome.result().get("ansible_facts") instanceof Map<?, ?> facts && !outcome.skipped()) {
            end.factsOwner(call).learnFacts(facts);
        }
        end.register(call.task(), outcome);
        end.stopIfFailed(call, outcome, outcome.failed() && end.truth(call, "ignore_errors"), release);
    }
}
