package io.nightshift.core.store;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.HostTime;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.store.NoteTable.Notebook;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs and their journal in a database. Reads share a few threads, writes have one. {@link #note} returns
 * at once; the note is durable before the next write of the same host returns, and every read sees it. {@link #undoPruned} also
 * deletes the undo scripts.
 */
final class JdbcRunStore implements RunStore {
    private final Access access;
    private final GroupWriter writer;
    private final RunTable runs;
    private final HostTable hosts;
    private final StepTable steps;
    private final NoteTable notes;
    private final ControlTable controls;

    /** The newest note of each host that nobody has waited for. */
    private final ConcurrentMap<Notebook, CompletableFuture<@Nullable Void>> unconfirmed = new ConcurrentHashMap<>();

    JdbcRunStore(Access access, Sealer sealer) {
        this.access = access;
        this.writer = access.writer;
        this.runs = new RunTable(sealer);
        this.hosts = new HostTable(sealer);
        this.steps = new StepTable(sealer);
        this.notes = new NoteTable(sealer);
        this.controls = new ControlTable(sealer);
    }

    @Override
    public void begin(RunRecord run, Map<String, String> texts, List<HostRecord> hostsOfRun) {
        GroupWriter.Statements insertRun = runs.insert(run, texts);
        GroupWriter.Statements insertHosts = hosts.insert(run.id(), hostsOfRun);
        writer.write(connection -> {
            allowed(insertRun, "Run " + run.id() + " is already in the store.").run(connection);
            allowed(insertHosts, "Run " + run.id() + " names a host twice.").run(connection);
        });
    }

    @Override
    public void intend(StepRecord step, Hold hold) {
        StepId id = step.id();
        save(
                new Notebook(id.run(), id.host()),
                allowed(
                        steps.insert(step, hold),
                        "Step " + id.sequence() + " of " + id.host() + " cannot be added to run " + id.run()
                                + ": it is there already, or the run is not in the store."));
    }

    @Override
    public void conclude(StepId step, StepRecord.State state, @Nullable String message, Instant ended) {
        save(new Notebook(step.run(), step.host()), steps.conclude(step, state, message, ended));
    }

    @Override
    public void host(String run, String host, HostState state, @Nullable String detail, Instant when) {
        save(new Notebook(run, host), hosts.update(run, host, state, detail, when));
    }

    @Override
    public void addHost(String run, HostRecord host) {
        writer.write(allowed(hosts.add(run, host), unknown(run)));
    }

    @Override
    public void note(String run, String host, String key, String value) {
        Notebook notebook = new Notebook(run, host);
        unconfirmed.compute(notebook, (same, before) -> {
            GroupWriter.Statements insert = allowed(
                    notes.insert(
                            notebook,
                            key,
                            value,
                            wanted -> read(connection -> NoteTable.lastNumber(connection, wanted))),
                    "Note " + key + " of " + host + " cannot be added to run " + run
                            + ": the run is not in the store, or another controller is at work on this host.");
            CompletableFuture<@Nullable Void> saved = writer.writeLater(connection -> {
                if (before != null && before.isCompletedExceptionally()) {
                    // Made again after the one before it, so that they stay in their order.
                    throw new StoreException("A note of " + host + " that was made before was not saved.");
                }
                insert.run(connection);
            });
            return before == null || isDone(before) ? saved : CompletableFuture.allOf(before, saved);
        });
    }

    private static boolean isDone(CompletableFuture<@Nullable Void> write) {
        return write.isDone() && !write.isCompletedExceptionally();
    }

    @Override
    public void end(String run, int exitCode, Instant ended) {
        writer.write(connection -> {
            require(RunTable.end(connection, run, exitCode, ended), run);
            ShareTable.forget(connection, run);
        });
        List.copyOf(unconfirmed.keySet()).stream()
                .filter(notebook -> notebook.run().equals(run))
                .forEach(this::confirmNotes);
        notes.forget(run);
    }

    @Override
    public void reopen(String run) {
        writer.write(connection -> require(RunTable.reopen(connection, run), run));
    }

    @Override
    public int raiseEpoch(String run) {
        AtomicInteger raised = new AtomicInteger();
        writer.write(connection -> {
            require(RunTable.raiseEpoch(connection, run), run);
            ShareTable.forget(connection, run); // whoever makes it now offers anew, or does not
            raised.set(RunTable.epoch(connection, run).orElseThrow());
        });
        return raised.get();
    }

    @Override
    public void undoPruned(String run) {
        writer.write(connection -> require(RunTable.undoPruned(connection, run), run));
    }

    @Override
    public void control(String run, RunControl control) {
        writer.write(allowed(controls.insert(run, control), unknown(run)));
    }

    @Override
    public void took(HostTime time) {
        writer.write(connection -> ControlTable.insert(connection, time));
    }

    @Override
    public List<RunControl> controls(String run) {
        return read(connection -> controls.select(connection, run));
    }

    @Override
    public List<HostTime> times(String subject) {
        return read(connection -> ControlTable.times(connection, subject));
    }

    @Override
    public List<RunRecord> runs(int limit) {
        return read(connection -> runs.select(connection, "order by started desc, id desc limit ?", limit));
    }

    @Override
    public Optional<RunRecord> run(String id) {
        return read(connection -> runs.select(connection, "where id = ?", id)).stream()
                .findFirst();
    }

    @Override
    public List<RunRecord> runsBeginning(String idPrefix) {
        return read(connection -> runs.select(
                connection, "where left(id, ?) = ? order by started desc, id desc", idPrefix.length(), idPrefix));
    }

    @Override
    public List<RunRecord> openRuns() {
        return read(connection -> runs.select(connection, "where ended is null order by started, id"));
    }

    @Override
    public List<RunRecord> rollbacksOf(String run) {
        return read(connection -> runs.select(connection, "where undoes = ? order by started, id", run));
    }

    @Override
    public Map<String, String> texts(String run) {
        return read(connection -> runs.texts(connection, run));
    }

    @Override
    public List<HostRecord> hosts(String run) {
        return read(connection -> hosts.select(connection, run));
    }

    @Override
    public Optional<HostRecord> hostOf(String run, String host) {
        return read(connection -> hosts.select(connection, run, host)).stream().findFirst();
    }

    @Override
    public List<StepRecord> steps(String run, String host) {
        return read(connection -> steps.select(connection, run, host));
    }

    @Override
    public List<Map.Entry<String, String>> notes(String run, String host) {
        confirmNotes(new Notebook(run, host));
        return read(connection -> notes.select(connection, run, host));
    }

    @Override
    public Optional<String> shortage() {
        return access.shortage();
    }

    /** Another controller may have written notes of this host. */
    void writtenElsewhere(String run, String host) {
        confirmNotes(new Notebook(run, host));
        notes.forget(new Notebook(run, host));
    }

    /** Saves what is under way, then closes the database. */
    @Override
    public void close() {
        access.close();
    }

    /** Returns when the notes made so far for a host are durable, without the usual patience. */
    void settleNotes(String run, String host) {
        if (unconfirmed.containsKey(new Notebook(run, host))) {
            save(new Notebook(run, host), connection -> {});
        }
    }

    private void confirmNotes(Notebook notebook) {
        CompletableFuture<@Nullable Void> saved = unconfirmed.remove(notebook);
        if (saved != null) {
            GroupWriter.await(saved);
        }
    }

    /** The write is queued before the notes are waited for, so that one group takes all of them. */
    private void save(Notebook notebook, GroupWriter.Statements statements) {
        CompletableFuture<@Nullable Void> saved = writer.writeSoon(statements);
        confirmNotes(notebook);
        GroupWriter.await(saved);
    }

    private static GroupWriter.Statements allowed(GroupWriter.Statements statements, String otherwise) {
        return connection -> {
            try {
                statements.run(connection);
            } catch (SQLException e) {
                // Class 23 of the SQL standard: a key is there twice, or what it refers to is not there.
                if (String.valueOf(e.getSQLState()).startsWith("23")) {
                    throw new StoreException(otherwise, e);
                }
                throw e;
            }
        };
    }

    private static void require(int rows, String run) {
        if (rows == 0) {
            throw new StoreException(unknown(run));
        }
    }

    private static String unknown(String run) {
        return "The store knows no run " + run + ". `nightshift runs` lists those it knows.";
    }

    private <T> T read(Access.Reading<T> reading) {
        return access.read(reading);
    }
}
