package io.nightshift.core.store;

import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.platform.Hold;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a host in a run, as rows. */
final class StepTable {
    private static final String TASK = "steps.task";
    private static final String CHANGE = "steps.change";
    private static final String UNDO_SCRIPT = "steps.undo_script";
    private static final String UNDO_NOTE = "steps.undo_note";
    private static final String MESSAGE = "steps.message";

    private final Sealer sealer;

    StepTable(Sealer sealer) {
        this.sealer = sealer;
    }

    GroupWriter.Statements insert(StepRecord step, Hold hold) {
        StepId id = step.id();
        Object[] key = key(id);
        @Nullable
        Object[] values = {
            id.run(),
            id.host(),
            id.sequence(),
            id.path(),
            sealer.seal(step.task(), TASK, key),
            step.position(),
            step.target(),
            step.login(),
            step.becomeUser(),
            step.becomeMethod(),
            step.ticket(),
            sealer.seal(step.change(), CHANGE, key),
            step.undoKind(),
            sealer.sealOptional(step.undoScript(), UNDO_SCRIPT, key),
            sealer.sealOptional(step.undoNote(), UNDO_NOTE, key),
            step.state(),
            sealer.sealOptional(step.message(), MESSAGE, key),
            step.intended(),
            step.ended()
        };
        return connection -> {
            if (RunTable.epoch(connection, hold.run()).orElse(1) > hold.epoch()
                    || hold.turn() > 0 && ShareTable.isLater(connection, hold.run(), id.host(), hold.turn())) {
                throw new StaleRunException(hold.run());
            }
            Sql.update(
                    connection,
                    "insert into steps values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values);
        };
    }

    GroupWriter.Statements conclude(StepId id, StepRecord.State state, @Nullable String message, Instant ended) {
        byte @Nullable [] sealed = sealer.sealOptional(message, MESSAGE, key(id));
        return connection -> {
            int rows = Sql.update(
                    connection,
                    "update steps set state = ?, message = ?, ended = ?"
                            + " where run_id = ? and host = ? and sequence = ? and path = ?",
                    state,
                    sealed,
                    ended,
                    id.run(),
                    id.host(),
                    id.sequence(),
                    id.path());
            if (rows == 0) {
                throw new StoreException("The journal of " + id.host() + " in run " + id.run() + " holds no step "
                        + id.sequence() + " (" + id.path() + ").");
            }
        };
    }

    List<StepRecord> select(Connection connection, String run, String host) throws SQLException {
        return Sql.query(
                connection,
                "select * from steps where run_id = ? and host = ? order by sequence",
                this::read,
                run,
                host);
    }

    private static Object[] key(StepId id) {
        return new Object[] {id.run(), id.host(), id.sequence(), id.path()};
    }

    private StepRecord read(ResultSet row) throws SQLException {
        StepId id = new StepId(
                Sql.text(row, "run_id"), Sql.text(row, "host"), row.getInt("sequence"), Sql.text(row, "path"));
        Object[] key = key(id);
        return new StepRecord(
                id,
                sealer.open(Sql.bytes(row, "task"), TASK, key),
                Sql.text(row, "position"),
                Sql.text(row, "target"),
                Sql.text(row, "login"),
                row.getString("become_user"),
                row.getString("become_method"),
                Sql.text(row, "ticket"),
                sealer.open(Sql.bytes(row, "change"), CHANGE, key),
                StepRecord.UndoKind.valueOf(Sql.text(row, "undo_kind")),
                sealer.openOptional(row.getBytes("undo_script"), UNDO_SCRIPT, key),
                sealer.openOptional(row.getBytes("undo_note"), UNDO_NOTE, key),
                StepRecord.State.valueOf(Sql.text(row, "state")),
                sealer.openOptional(row.getBytes("message"), MESSAGE, key),
                Sql.instant(row, "intended"),
                Sql.optionalInstant(row, "ended"));
    }
}
