package io.nightshift.core.run;

import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.playbooks.Task;
import java.util.Map;

/** The {@code meta} actions. */
final class MetaActions {
    private final RunContext run;
    private final PlayContext play;
    private final HostMemory host;
    private final HostRunner flow;
    private final HostConnections hosts;

    MetaActions(RunContext run, PlayContext play, HostMemory host, HostRunner flow, HostConnections hosts) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.flow = flow;
        this.hosts = hosts;
    }

    void run(String action, Task task) {
        switch (action) {
            case "flush_handlers" -> flow.flushHandlers();
            case "end_host" -> throw HostStopped.because(Reason.END_HOST, "ended by meta: end_host");
            case "end_play" -> {
                play.ended = true;
                throw HostStopped.because(Reason.END_PLAY, "ended by meta: end_play");
            }
            case "end_batch" -> throw HostStopped.because(Reason.END_HOST, "ended by meta: end_batch");
            case "clear_facts" -> {
                host.facts.clear();
                host.bareFacts.clear();
            }
            case "clear_host_errors" -> run.findAgain();
            case "reset_connection" -> hosts.reset();
            case "refresh_inventory", "noop" -> hosts.forgetReadings();
            default -> throw new HostStopped(Reason.FAILED, "there is no meta action `" + action + "`", task, Map.of());
        }
    }
}
