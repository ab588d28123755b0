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
    private final Ring ring;

    MetaActions(RunContext run, PlayContext play, HostMemory host, HostRunner flow, HostConnections hosts, Ring ring) {
        this.ring = ring;
        this.run = run;
        this.play = play;
        this.host = host;
        this.flow = flow;
        this.hosts = hosts;
    }

    void run(String action, Task task) {
        switch (action) {
            case "flush_handlers" -> flow.flushHandlers(task.path());
            case "end_host" -> throw HostStopped.because(Reason.END_HOST, "ended by meta: end_host");
            case "end_play" -> {
                run.asksForOthers("the end of a play");
                play.ended = true;
                throw HostStopped.because(Reason.END_PLAY, "ended by meta: end_play");
            }
            case "end_batch" -> {
                run.asksForOthers("the end of a batch");
                ring.end();
                throw HostStopped.because(Reason.END_HOST, "ended by meta: end_batch");
            }
            case "clear_facts" -> {
                host.forgetFacts();
            }
            case "clear_host_errors" -> {
                run.asksForOthers("what went wrong on other hosts");
                run.findAgain();
            }
            case "reset_connection" -> hosts.reset();
            case "refresh_inventory", "noop" -> hosts.forgetReadings();
            default -> throw new HostStopped(Reason.FAILED, "there is no meta action `" + action + "`", task, Map.of());
        }
    }
}
