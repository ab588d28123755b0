package io.nightshift.core.store;

import io.nightshift.core.journal.RunRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs and the texts they use, as rows. */
final class RunTable {
    private static final String COMMAND_LINE = "runs.command_line";
    private static final String CONTENT = "texts.content";

    private final Sealer sealer;

    RunTable(Sealer sealer) {
        this.sealer = sealer;
    }

    GroupWriter.Statements insert(RunRecord run, Map<String, String> texts) {
        @Nullable
        Object[] values = {
            run.id(),
            run.kind(),
            run.undoes(),
            run.playbook(),
            sealer.seal(TextList.pack(run.commandLine()), COMMAND_LINE, run.id()),
            run.user(),
            run.version(),
            run.started(),
            run.ended(),
            run.exitCode(),
            run.keepUndoUntil(),
            run.undoPruned()
        };
        List<@Nullable Object[]> rows = new ArrayList<>();
        texts.forEach((path, text) -> {
            int number = rows.size() + 1;
            rows.add(new Object[] {run.id(), number, path, sealer.seal(text, CONTENT, run.id(), number, path)});
        });
        return connection -> {
            Sql.update(connection, "insert into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", values);
            Sql.updateAll(connection, "insert into texts values (?, ?, ?, ?)", rows);
        };
    }

    static int end(Connection connection, String run, int exitCode, Instant ended) throws SQLException {
        return Sql.update(connection, "update runs set exit_code = ?, ended = ? where id = ?", exitCode, ended, run);
    }

    static int reopen(Connection connection, String run) throws SQLException {
        return Sql.update(connection, "update runs set exit_code = null, ended = null where id = ?", run);
    }

    static int raiseEpoch(Connection connection, String run) throws SQLException {
        return Sql.update(connection, "update runs set epoch = epoch + 1 where id = ?", run);
    }

    /** Empty where the run is not in the store. */
    static Optional<Integer> epoch(Connection connection, String run) throws SQLException {
        return Sql.query(connection, "select epoch from runs where id = ?", row -> row.getInt("epoch"), run).stream()
                .findFirst();
    }

    static int undoPruned(Connection connection, String run) throws SQLException {
        Sql.update(connection, "update steps set undo_script = null where run_id = ?", run);
        return Sql.update(connection, "update runs set undo_pruned = true where id = ?", run);
    }

    /** Reads runs by what follows {@code from runs} in the statement. */
    List<RunRecord> select(Connection connection, String rest, Object... values) throws SQLException {
        return Sql.query(connection, "select * from runs " + rest, this::read, values);
    }

    Map<String, String> texts(Connection connection, String run) throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        Sql.query(
                connection,
                "select * from texts where run_id = ? order by number",
                row -> {
                    String path = Sql.text(row, "path");
                    byte[] sealed = Sql.bytes(row, "content");
                    return texts.put(path, sealer.open(sealed, CONTENT, run, row.getInt("number"), path));
                },
                run);
        return texts;
    }

    private RunRecord read(ResultSet row) throws SQLException {
        String id = Sql.text(row, "id");
        return new RunRecord(
                id,
                RunRecord.Kind.valueOf(Sql.text(row, "kind")),
                row.getString("undoes"),
                Sql.text(row, "playbook"),
                TextList.unpack(sealer.open(Sql.bytes(row, "command_line"), COMMAND_LINE, id)),
                Sql.text(row, "started_by"),
                Sql.text(row, "version"),
                Sql.instant(row, "started"),
                Sql.optionalInstant(row, "ended"),
                row.getObject("exit_code", Integer.class),
                Sql.instant(row, "keep_undo_until"),
                row.getBoolean("undo_pruned"));
    }
}
