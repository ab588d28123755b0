package io.nightshift.core.journal;

import io.nightshift.core.platform.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where runs and their journal are kept. What a method of the first part was given is durable (fsync) when it returns; texts,
 * undo scripts, messages and notes are encrypted at rest. Safe for many threads; commits are grouped.
 */
public interface RunStore extends AutoCloseable {
    /** Saves a run, the exact texts of everything it uses (by path) and its hosts, before it acts. */
    void begin(RunRecord run, Map<String, String> texts, List<HostRecord> hosts);

    /**
     * Saves a step's intent and its way back; only then may its bytes leave.
     *
     * @param hold in whose name the step is made
     * @throws StaleRunException if a later process has taken the run over
     */
    void intend(StepRecord step, Hold hold);

    /** Saves what became of a step. */
    void conclude(StepId step, StepRecord.State state, @Nullable String message, Instant ended);

    /** Saves how a host stands, with a sentence for people. */
    void host(String run, String host, HostState state, @Nullable String detail, Instant when);

    /** Adds a host that joined a run (add_host, delegation). */
    void addHost(String run, HostRecord host);

    /** Saves something decided or learned, for a resumed run to replay instead of evaluating again. */
    void note(String run, String host, String key, String value);

    /** Ends a run. */
    void end(String run, int exitCode, Instant ended);

    /** Opens a run again that is resumed. */
    void reopen(String run);

    /** Takes a run over: whoever made it before begins no step any more. Gives the new epoch; that of a new run is 1. */
    int raiseEpoch(String run);

    /** Marks that a run's undo material is gone. */
    void undoPruned(String run);

    /** Saves what a person said about a run. */
    void control(String run, RunControl control);

    /** Saves how long a host was at work; old times give way to new ones. */
    void took(HostTime time);

    /** What people said about a run, oldest first. */
    List<RunControl> controls(String run);

    /** How long hosts were at work on a subject, by host, oldest first. */
    List<HostTime> times(String subject);

    /** Newest first. */
    List<RunRecord> runs(int limit);

    Optional<RunRecord> run(String id);

    /** Runs whose id begins so, newest first; for people who type the beginning of one. */
    List<RunRecord> runsBeginning(String idPrefix);

    /** Runs without an end, oldest first. */
    List<RunRecord> openRuns();

    /** Rollbacks of a run, oldest first. */
    List<RunRecord> rollbacksOf(String run);

    Map<String, String> texts(String run);

    List<HostRecord> hosts(String run);

    /** How one host of a run stands. */
    default Optional<HostRecord> hostOf(String run, String host) {
        return hosts(run).stream().filter(record -> record.name().equals(host)).findFirst();
    }

    /** A host's steps in the order they were intended. */
    List<StepRecord> steps(String run, String host);

    /** Notes of a host in the order they were made. */
    List<Map.Entry<String, String>> notes(String run, String host);

    /** Why no other host may begin, such as a disk that is nearly full; empty where nothing speaks against it. */
    default Optional<String> shortage() {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * A host in a run.
     *
     * @param connection how it was reached (address, port, user, key file …), so that rollback finds it without the inventory;
     *     no passwords
     */
    record HostRecord(
            String name,
            int ring,
            HostState state,
            @Nullable String detail,
            Map<String, String> connection,
            Instant updated) {
        public HostRecord {
            connection = Map.copyOf(connection);
        }
    }
}
