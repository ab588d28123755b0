package io.nightshift.core.serve;

import java.time.Duration;

/** Whoever says in time that something may be due; what it says is only a proposal. */
public interface Proposals extends AutoCloseable {
    /** Nobody: what is due is found by looking every few seconds. */
    Proposals NONE = new Proposals() {
        @Override
        public void propose(String schedule, String nominal, Duration in) {}

        @Override
        public void close() {}
    };

    /**
     * Something will be due.
     *
     * @param nominal its time, as a name
     * @param in how long from now
     */
    void propose(String schedule, String nominal, Duration in);

    @Override
    void close();
}
