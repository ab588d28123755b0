package io.nightshift.core.cli;

import io.nightshift.core.drift.CheckNotes;
import io.nightshift.core.drift.CheckRecorder;
import io.nightshift.core.drift.DriftMessage;
import io.nightshift.core.drift.Drifts;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.notify.Message;
import io.nightshift.core.notify.NotifySettings;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.ScheduleStore;
import io.nightshift.core.store.StoreException;
import io.nightshift.core.store.StoreWaiting;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An attendant of a check that keeps what it finds, to be compared with the next one. */
final class CheckAttendant implements Attendant {
    private final Attendant attendant;
    private final RunStore store;
    private final String run;
    private final String subject;
    private final CheckRecorder recorder;

    CheckAttendant(Attendant attendant, RunStore store, String run, Prepared prepared, RunOptions options) {
        this.attendant = attendant;
        this.store = store;
        this.run = run;
        this.recorder = new CheckRecorder(options.drift);
        this.subject = schedule()
                .map(name -> "schedule " + name)
                .orElseGet(() -> prepared.bench().redactor.clean(words(prepared, options)));
    }

    private Optional<String> schedule() {
        return store instanceof ScheduleStore schedules
                ? schedules.firingOfRun(run).map(Firing::schedule).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    /** Only checks of the same tasks on the same choice of hosts are compared. */
    private static String words(Prepared prepared, RunOptions options) {
        StringBuilder words =
                new StringBuilder(prepared.read().playbook().file().toString());
        String limit = prepared.settings().limit();
        words.append(limit == null ? "" : " -l " + limit);
        words.append(options.tags.isEmpty() ? "" : " -t " + String.join(",", options.tags));
        words.append(options.skipTags.isEmpty() ? "" : " --skip-tags " + String.join(",", options.skipTags));
        return words.toString();
    }

    CheckRecorder recorder() {
        return recorder;
    }

    @Override
    public RunEvent.Listener listener() {
        RunEvent.Listener listener = attendant.listener();
        return event -> {
            recorder.on(event);
            listener.on(event);
        };
    }

    @Override
    public RunResult attend(String id, StoreWaiting waiting, Function<Consumer<RunEngine.Handle>, RunResult> making) {
        RunResult result = attendant.attend(id, waiting, making);
        if (result.exitCode() != ExitCode.INTERRUPTED) {
            recorder.found().ifPresent(found -> {
                try {
                    CheckNotes.keep(store, run, subject, found);
                } catch (StoreException e) {
                    attendant
                            .listener()
                            .on(new RunEvent.Warning("what the check found could not be kept: " + e.getMessage()));
                }
            });
        }
        return result;
    }

    /** What people are to be told of the check when it has ended. */
    Optional<Message> message(NotifySettings settings) {
        if (!settings.tellsOfDrift(true)) {
            return Optional.empty();
        }
        try {
            return new Drifts(store)
                    .newest(check -> check.run().id().equals(run))
                    .filter(report -> settings.tellsOfDrift(report.changed()))
                    .map(report -> DriftMessage.of(report, Workbench.hostName(), Instant.now()));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
