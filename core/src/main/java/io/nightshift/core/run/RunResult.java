package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import java.util.Map;

/** How a run ended: every host's state, and what the process should exit with. */
public record RunResult(String run, int exitCode, Map<String, HostState> hosts) {
    public RunResult {
        hosts = Map.copyOf(hosts);
    }

    /** 0 all well, 1 a host failed, 4 one is unknown or could not be brought back, 5 hosts are waiting, unreachable or parked, 130 interrupted. */
    static int exitCode(Iterable<HostState> states, boolean interrupted) {
        boolean failed = false;
        boolean waiting = false;
        for (HostState state : states) {
            switch (state) {
                case UNKNOWN, ROLLBACK_FAILED -> {
                    return 4;
                }
                case ROLLED_BACK, FAILED_KEPT, PARTLY_ROLLED_BACK, UNREACHABLE -> failed = true;
                case WAITING, PARKED, RUNNING -> waiting = true;
                default -> {}
            }
        }
        if (interrupted) {
            return 130;
        }
        return failed ? 1 : waiting ? 5 : 0;
    }
}
