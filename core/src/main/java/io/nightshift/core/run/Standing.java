package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.store.StoreException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the hosts of a run stand, written down whenever that changes. */
final class Standing {
    private final RunContext run;
    private final Map<String, HostState> states;
    private final Map<String, String> details;

    Standing(RunContext run, Map<String, HostState> states, Map<String, String> details) {
        this.run = run;
        this.states = states;
        this.details = details;
    }

    /** Whether the host had come to its end before the run was interrupted, well or not. */
    boolean isDone(String host) {
        HostState state = states.get(host);
        return run.notes.resumed() && state != null && (state.good() || state.isFailure());
    }

    /** Whether the host had come to its end before the run was interrupted; its tasks are replayed for others to look at. */
    boolean isOver(String host) {
        HostState state = states.get(host);
        return state != null && state.isFailure();
    }

    /** A host that is to be gone on with stays held for a while, so that another run does not come between unseen. */
    boolean comesBack(String host) {
        HostState state = states.get(host);
        return state == HostState.PARKED || state == HostState.UNREACHABLE;
    }

    /** Whether the host was taken back, so that it answered in the end. */
    boolean isBack(String host) {
        return states.get(host) == HostState.ROLLED_BACK;
    }

    /** @param anew whether it has something to do, so that this is written down */
    void begins(String host, boolean anew) {
        details.remove(host);
        states.put(host, HostState.RUNNING);
        if (anew) {
            save(host, HostState.RUNNING, null);
        }
    }

    /** The host has come to its end, for this run. */
    void end(String host, HostState state, String detail) {
        run.lose(host);
        String clean = run.redactor.clean(detail);
        details.put(host, clean);
        states.put(host, state);
        try {
            save(host, state, clean);
        } catch (StoreException e) {
            run.storeFailed(e); // a resume finds out again how the host stands
        }
        run.tell(new RunEvent.HostEnded(host, state, clean));
    }

    /** Nothing was done that the journal does not know of; the host is gone on with when it can be written again. */
    void storeFailed(String host, StoreException e) {
        String told = run.storeFailed(e);
        if (isOver(host)) {
            run.lose(host);
        } else {
            end(host, HostState.PARKED, told);
        }
    }

    /** Another controller has brought the host to its end. */
    void endedElsewhere(HostRecord host) {
        new Troubles(run).countBefore(host);
        run.lose(host.name());
        states.put(host.name(), host.state());
        String detail = host.detail() == null ? "" : host.detail();
        details.put(host.name(), detail);
        run.tell(new RunEvent.HostEnded(host.name(), host.state(), detail));
    }

    private void save(String host, HostState state, @Nullable String detail) {
        if (!run.takenOver.get()) {
            run.store.host(run.id, host, state, detail, run.clock.instant());
        }
    }
}
