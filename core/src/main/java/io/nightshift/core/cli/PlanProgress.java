package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listens to the check that a plan is written from: tells warnings and failures, and keeps how the hosts came out of it. */
final class PlanProgress implements RunEvent.Listener {
    private final PrintStream out;
    private final boolean quiet;
    private final Map<String, HostState> states = new LinkedHashMap<>();
    private final Map<String, String> details = new LinkedHashMap<>();

    PlanProgress(PrintStream out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started && !quiet) {
            out.println("asking " + started.hosts() + (started.hosts() == 1 ? " host" : " hosts"));
        } else if (event instanceof RunEvent.Warning warning) {
            out.println("warning: " + Shown.line(warning.text()));
        } else if (event instanceof RunEvent.RunEnded ended) {
            states.putAll(ended.hosts());
            details.putAll(ended.details());
        }
    }

    /** Hosts that were asked, whether their plan can be carried out or not. */
    synchronized List<String> planned() {
        List<String> all = new ArrayList<>();
        states.forEach((host, state) -> {
            if (!isUnknown(state)) {
                all.add(host);
            }
        });
        return all;
    }

    /** Why hosts that were asked could not be planned to the end. */
    synchronized Map<String, String> troubles() {
        Map<String, String> all = new LinkedHashMap<>();
        states.forEach((host, state) -> {
            if (!isUnknown(state) && !state.good()) {
                all.put(host, told(host, "a task fails"));
            }
        });
        return all;
    }

    synchronized Map<String, String> notAsked() {
        Map<String, String> all = new LinkedHashMap<>();
        states.forEach((host, state) -> {
            if (isUnknown(state)) {
                all.put(host, told(host, state == HostState.WAITING ? "the rollout stops before it" : "no answer"));
            }
        });
        return all;
    }

    private static boolean isUnknown(HostState state) {
        return state == HostState.UNREACHABLE || state == HostState.WAITING || state == HostState.PARKED;
    }

    private String told(String host, String otherwise) {
        String detail = details.getOrDefault(host, "");
        return detail.isBlank() ? otherwise : Shown.lines(detail).get(0);
    }
}
