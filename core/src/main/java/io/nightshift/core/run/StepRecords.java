package io.nightshift.core.run;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.run.StepRunner.Origin;
import io.nightshift.core.transport.Become;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.JdbcChange;
import io.nightshift.playbooks.module.Undo;
import org.jspecify.annotations.Nullable;

/** Writes down a step as the journal wants it, with secrets taken out of what people read. */
final class StepRecords {
    private StepRecords() {}

    /** The intent of a step, with its way back. */
    static StepRecord of(
            RunContext run,
            StepId id,
            Origin origin,
            HostAccess access,
            Change change,
            String ticket,
            @Nullable String undoScript) {
        Undo undo = wayBack(origin, change);
        UndoKind kind = undo instanceof Undo.Recorded
                ? change instanceof JdbcChange ? UndoKind.BY_CONTROLLER : UndoKind.RECORDED
                : undo instanceof Undo.Again
                        ? UndoKind.AGAIN
                        : undo instanceof Undo.NotNeeded ? UndoKind.NOT_NEEDED : UndoKind.IMPOSSIBLE;
        String note = undo instanceof Undo.Again again
                ? again.key()
                : undo instanceof Undo.Impossible no ? no.reason() : null;
        Become become = access.become();
        return new StepRecord(
                id,
                run.redactor.clean(origin.title()),
                origin.task().position().toString(),
                access.entry().target().name(),
                access.entry().target().user(),
                become instanceof Become.User user ? user.user() : null,
                become instanceof Become.User user ? user.method().program() : null,
                ticket,
                run.redactor.clean(origin.describe(change)),
                kind,
                undoScript,
                note,
                State.INTENDED,
                null,
                run.clock.instant(),
                null);
    }

    /** Whether and how a task's change is taken back. */
    static Undo wayBack(Origin origin, Change change) {
        Undo undo = change.wayBack();
        if (CommandsAgain.isAskedFor(origin.task())) {
            return new Undo.Again(change.describe());
        }
        return origin.changesNothing() && undo instanceof Undo.Impossible ? Undo.NOT_NEEDED : undo;
    }

    static String ticketName(HostMemory host, int sequence, String path) {
        String safe =
                host.name().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + String.format("%04d", sequence) + "-" + path;
        return safe.length() > 180 ? safe.substring(0, 180) : safe;
    }
}
