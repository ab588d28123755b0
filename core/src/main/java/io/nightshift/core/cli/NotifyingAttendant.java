package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.notify.Message;
import io.nightshift.core.notify.Notifier;
import io.nightshift.core.notify.NotifySettings;
import io.nightshift.core.run.Redactor;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.store.StoreWaiting;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An attendant beside whom other people are told what happens. */
final class NotifyingAttendant implements Attendant {
    /** The name of the notes that say who was told what. */
    static final String TOLD = "told";

    private final Attendant attendant;
    private final Notifier notifier;
    private final Supplier<Optional<Message>> last;

    /** @param last what is to be told when the run has ended */
    NotifyingAttendant(
            Attendant attendant,
            NotifySettings settings,
            Redactor redactor,
            RunStore store,
            String run,
            Supplier<Optional<Message>> last) {
        this.attendant = attendant;
        this.last = last;
        RunEvent.Listener listener = attendant.listener();
        this.notifier = new Notifier(
                settings,
                Workbench.hostName(),
                Clock.system(ZoneId.systemDefault()),
                redactor::clean,
                text -> listener.on(new RunEvent.Warning("notifications: " + redactor.clean(text))),
                text -> store.note(run, "", TOLD, redactor.clean(text)));
    }

    @Override
    public RunEvent.Listener listener() {
        RunEvent.Listener listener = attendant.listener();
        return event -> {
            listener.on(event);
            notifier.on(event);
        };
    }

    @Override
    public RunResult attend(String id, StoreWaiting waiting, Function<Consumer<RunEngine.Handle>, RunResult> run) {
        try (notifier) {
            RunResult result = attendant.attend(id, waiting, run);
            last.get().ifPresent(notifier::tell);
            return result;
        }
    }
}
