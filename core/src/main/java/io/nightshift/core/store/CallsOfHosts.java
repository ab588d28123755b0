package io.nightshift.core.store;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.store.NoteTable.Notebook;
import org.jspecify.annotations.Nullable;

/** Which calls of the port are about one host, and return only when the notes made before for it are durable. */
final class CallsOfHosts {
    private CallsOfHosts() {}

    /** Null for a call about something else. */
    static @Nullable Notebook notebook(String call, @Nullable Object[] with) {
        return switch (call) {
            case "intend" -> of(with[0] instanceof StepRecord step ? step.id() : null);
            case "conclude" -> of(with[0] instanceof StepId step ? step : null);
            case "host", "note", "notes" -> new Notebook(String.valueOf(with[0]), String.valueOf(with[1]));
            default -> null;
        };
    }

    private static @Nullable Notebook of(@Nullable StepId step) {
        return step == null ? null : new Notebook(step.run(), step.host());
    }
}
