package io.nightshift.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The notes of a host in a run, as rows. Numbers are given out here, before the row is queued, because the number is part of what
 * the encryption binds; the table refuses a number given twice.
 */
final class NoteTable {
    private static final String CONTENT = "notes.content";

    private final Sealer sealer;
    private final ConcurrentMap<Notebook, AtomicInteger> last = new ConcurrentHashMap<>();

    NoteTable(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The notes of one host in one run. */
    record Notebook(String run, String host) {}

    /** Finds the last number of a notebook, when this process has not written in it yet. */
    interface LastNumber {
        int of(Notebook notebook);
    }

    GroupWriter.Statements insert(Notebook notebook, String name, String value, LastNumber stored) {
        int number = last.computeIfAbsent(notebook, unknown -> new AtomicInteger(stored.of(unknown)))
                .incrementAndGet();
        byte[] sealed = sealer.seal(value, CONTENT, notebook.run(), notebook.host(), number, name);
        return connection -> Sql.update(
                connection,
                "insert into notes values (?, ?, ?, ?, ?)",
                notebook.run(),
                notebook.host(),
                number,
                name,
                sealed);
    }

    static int lastNumber(Connection connection, Notebook notebook) throws SQLException {
        return Sql.query(
                        connection,
                        "select coalesce(max(number), 0) from notes where run_id = ? and host = ?",
                        row -> row.getInt(1),
                        notebook.run(),
                        notebook.host())
                .get(0);
    }

    /** Forgets the numbers of a run that has ended. */
    void forget(String run) {
        last.keySet().removeIf(notebook -> notebook.run().equals(run));
    }

    /** Its next number is the store's to say. */
    void forget(Notebook notebook) {
        last.remove(notebook);
    }

    List<Map.Entry<String, String>> select(Connection connection, String run, String host) throws SQLException {
        return Sql.query(
                connection,
                "select * from notes where run_id = ? and host = ? order by number",
                row -> {
                    String name = Sql.text(row, "name");
                    byte[] sealed = Sql.bytes(row, "content");
                    return Map.entry(name, sealer.open(sealed, CONTENT, run, host, row.getInt("number"), name));
                },
                run,
                host);
    }
}
