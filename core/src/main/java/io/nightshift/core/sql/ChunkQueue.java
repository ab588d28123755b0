package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands out the chunks of all tables, to several threads; a table waits until those that it refers to are complete. */
final class ChunkQueue {
    private final List<TableQueue> tables = new ArrayList<>();
    private final int chunkRows;

    /** A chunk and the table it belongs to. */
    record Task(Pair pair, Chunk chunk) {}

    private static final class TableQueue {
        final Pair pair;
        final Set<String> waitsFor;
        final ArrayDeque<Chunk> open = new ArrayDeque<>();

        @Nullable
        List<String> last;

        long number;
        int inFlight;
        boolean started;
        boolean planned;

        TableQueue(Pair pair, Set<String> waitsFor) {
            this.pair = pair;
            this.waitsFor = waitsFor;
        }

        boolean isComplete() {
            return planned && open.isEmpty() && inFlight == 0;
        }
    }

    /** @param bound names of tables whose foreign keys hold already while rows are written */
    ChunkQueue(List<Pair> pairs, Set<String> bound, int chunkRows) {
        this.chunkRows = chunkRows;
        for (Pair pair : pairs) {
            Set<String> parents = new HashSet<>();
            if (bound.contains(pair.target().name())) {
                pair.target().foreignKeys().forEach(key -> parents.add(key.table()));
                parents.remove(pair.target().name());
            }
            tables.add(new TableQueue(pair, parents));
        }
    }

    /** The next chunk, nothing when all have been handed out and done. */
    synchronized Optional<Task> next(Session source, Marks marks) throws SQLException {
        while (true) {
            boolean waits = false;
            for (TableQueue table : tables) {
                if (table.isComplete()) {
                    continue;
                }
                if (waitsForOthers(table)) {
                    waits = true;
                    continue;
                }
                Optional<Chunk> chunk = next(table, source, marks);
                if (chunk.isPresent()) {
                    table.inFlight++;
                    return Optional.of(new Task(table.pair, chunk.get()));
                }
                waits |= table.inFlight > 0
                        && tables.stream()
                                .anyMatch(other -> other.waitsFor.contains(
                                        table.pair.target().name()));
            }
            if (!waits || !await()) {
                return Optional.empty();
            }
        }
    }

    private boolean await() {
        if (tables.stream().allMatch(table -> table.inFlight == 0)) {
            throw new SqlFailure(
                    "The tables that are there already refer to each other in a circle; drop one of their foreign keys, or replace them.");
        }
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean waitsForOthers(TableQueue table) {
        return tables.stream()
                .anyMatch(other -> table.waitsFor.contains(other.pair.target().name()) && !other.isComplete());
    }

    private Optional<Chunk> next(TableQueue table, Session source, Marks marks) throws SQLException {
        Side side = table.pair.source(source);
        String name = table.pair.target().name();
        if (!table.started) {
            Marks.Found found = marks.found(name, ChunkPlanner.carefulFetch(side));
            table.open.addAll(found.open());
            table.last = found.last();
            table.number = found.number();
            table.started = true;
        }
        if (!table.open.isEmpty()) {
            return Optional.of(table.open.removeFirst());
        }
        if (table.planned) {
            return Optional.empty();
        }
        Optional<Chunk> chunk = ChunkPlanner.next(side, table.last, null, table.number, chunkRows);
        if (chunk.isEmpty()) {
            table.planned = true;
            notifyAll();
            return chunk;
        }
        marks.plan(name, chunk.get());
        table.last = chunk.get().upTo();
        table.number++;
        return chunk;
    }

    synchronized void finished(Task task) {
        tables.stream().filter(table -> table.pair.equals(task.pair())).forEach(table -> table.inFlight--);
        notifyAll();
    }

    /** Lets nobody wait for a thread that has failed. */
    synchronized void abandon() {
        tables.clear();
        notifyAll();
    }
}
