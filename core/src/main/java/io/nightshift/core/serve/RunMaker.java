package io.nightshift.core.serve;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.schedule.ScheduledOrder;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes runs out of the words they were ordered with; returns when the run has ended, was parked, or belongs to another node. */
public interface RunMaker {
    /**
     * Begins a run.
     *
     * @param started gets the handle before the first host is touched
     * @throws CannotBeMade where something is missing or wrong; then no host was touched
     */
    void begin(String run, ScheduledOrder order, Consumer<RunEngine.Handle> started);

    /**
     * Goes on with a run that another process began.
     *
     * @param order null for a run that a person had begun
     * @throws CannotBeMade where something is missing or wrong
     */
    void resume(RunRecord run, @Nullable ScheduledOrder order, Consumer<RunEngine.Handle> started);

    /**
     * Works on hosts of a run that another node makes, as long as it offers any.
     *
     * @param order null for a run that a person had begun
     * @throws CannotBeMade where something is missing or wrong here; then no host was touched
     */
    void help(RunRecord run, @Nullable ScheduledOrder order, Consumer<RunEngine.Handle> started);

    /** Runs of this machine that were killed in the middle, and that no process makes. */
    List<String> leftBehind();

    /** A run that cannot be made as it was ordered; the message says why. */
    final class CannotBeMade extends RuntimeException {
        private static final long serialVersionUID = 1;

        public CannotBeMade(String message) {
            super(message);
        }
    }
}
