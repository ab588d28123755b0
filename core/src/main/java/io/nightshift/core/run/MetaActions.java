package io.nightshift.core.run;

import io.nightshift.core.record.ConfirmNotes;
import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Effect;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The {@code meta} actions. */
final class MetaActions {
    private final RunContext run;
    private final PlayContext play;
    private final HostMemory host;
    private final HostRunner flow;
    private final HostConnections hosts;
    private final Ring ring;

    MetaActions(RunContext run, PlayContext play, HostMemory host, HostRunner flow, HostConnections hosts, Ring ring) {
        this.ring = ring;
        this.run = run;
        this.play = play;
        this.host = host;
        this.flow = flow;
        this.hosts = hosts;
    }

    /** @param replayed whether it was done before the run was interrupted */
    void run(String action, Task task, boolean replayed) {
        if (action.startsWith(Effect.Meta.NEXT_NIGHT)) {
            String stage = action.substring(Effect.Meta.NEXT_NIGHT.length());
            Instant before = host.stageCloses;
            run.windows
                    .closing(host.name())
                    .ifPresent(closes -> run.windows.another(
                            host.name(), play, ring, "the stage " + stage, before == null ? closes : before));
            stage(task, stage, replayed);
            return;
        }
        if (action.startsWith(Effect.Meta.STAGE)) {
            stage(task, action.substring(Effect.Meta.STAGE.length()), replayed);
            return;
        }
        switch (action) {
            case "flush_handlers" -> flow.flushHandlers(task.path());
            case "end_host" -> throw HostStopped.because(Reason.END_HOST, "ended by meta: end_host");
            case "end_play" -> {
                run.asksForOthers("the end of a play");
                play.ended = true;
                throw HostStopped.because(Reason.END_PLAY, "ended by meta: end_play");
            }
            case "end_batch" -> {
                run.asksForOthers("the end of a batch");
                ring.end();
                throw HostStopped.because(Reason.END_HOST, "ended by meta: end_batch");
            }
            case "clear_facts" -> {
                host.forgetFacts();
            }
            case "clear_host_errors" -> {
                run.asksForOthers("what went wrong on other hosts");
                run.findAgain();
            }
            case "reset_connection" -> hosts.reset();
            case "refresh_inventory", "noop" -> hosts.forgetReadings();
            default -> throw new HostStopped(Reason.FAILED, "there is no meta action `" + action + "`", task, Map.of());
        }
    }

    /** Until somebody has agreed, the old system is kept as it is and everything can be taken back. */
    private void stage(Task task, String stage, boolean replayed) {
        remember(task);
        if (!replayed) {
            run.tell(new RunEvent.RolloutNote(host.name() + " comes to the stage " + stage));
        }
        if (stage.startsWith("confirm")
                && !run.settings.check()
                && !run.controls.now().isConfirmed(host.name(), task.path())) {
            ConfirmNotes.keep(run.store, run.id, host.name(), task.path());
            throw HostStopped.because(
                    Reason.PARKED,
                    "everything is done but for the stage " + stage + "\n`nightshift confirm " + run.id
                            + "` ends it for good, `nightshift rollback " + run.id + "` brings everything back");
        }
    }

    /** In which opening of its windows the host came to a stage, whichever process that was. */
    private void remember(Task task) {
        String key = "closes " + task.path();
        Optional<Instant> came = host.notes.place(key).map(Instant::parse).or(() -> run.windows.closing(host.name()));
        came.ifPresent(closes -> host.notes.place(key, closes.toString()));
        host.stageCloses = came.orElse(null);
    }
}
