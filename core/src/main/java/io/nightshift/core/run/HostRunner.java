package io.nightshift.core.run;

import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Takes one host through one play: sections, blocks with rescue and always, handlers. */
final class HostRunner {
    private static final Pattern HEALTH = Pattern.compile("p[0-9]+\\.w[0-9]");

    /** After every task of a section. */
    private static final String END = "999999";

    private final RunContext run;
    private final PlayContext play;
    private final HostMemory host;
    private final TaskExecution execution;
    private final DeadMan deadMan;
    private final Planning planning;
    private boolean waitsForStart;

    HostRunner(
            RunContext run,
            PlayContext play,
            HostMemory host,
            Ring ring,
            Barriers barriers,
            Includes includes,
            Prompter prompter,
            Selection selection) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.deadMan = run.deadMen.of(host);
        this.planning = new Planning(run);
        this.execution = new TaskExecution(run, play, host, ring, barriers, includes, prompter, selection, this);
        this.waitsForStart = selection.waitsForStart() && !host.startReached;
    }

    /** All sections of the play; ends by {@link HostStopped} when the host fails or stops. */
    void run() {
        Play it = play.play;
        try {
            execution.begin();
            section(it.preTasks());
            flushHandlers(it.path() + ".p" + END);
            section(it.roleTasks());
            section(it.tasks());
            flushHandlers(it.path() + ".t" + END);
            section(it.postTasks());
            flushHandlers(it.path() + ".q" + END);
            deadMan.end();
            health();
        } catch (HostStopped first) {
            HostStopped stopped = deadMan.stopped(first);
            if (stopped.reason() == Reason.FAILED && (run.settings.forceHandlers() || it.forceHandlers())) {
                forceHandlers();
            }
            throw stopped;
        }
    }

    /** The play's health tasks once more. */
    void healthAgain() {
        health();
    }

    static boolean isHealth(Task task) {
        return HEALTH.matcher(task.path()).lookingAt();
    }

    /** What must pass on a host that has been through everything else. */
    private void health() {
        if (!play.hasHealth() || run.settings.check()) {
            planning.health(host, play);
            return;
        }
        try {
            section(Objects.requireNonNull(play.play.rollout()).health());
        } catch (HostStopped stopped) {
            throw stopped.reason() == Reason.FAILED
                    ? new HostStopped(
                            Reason.UNHEALTHY, "unhealthy: " + stopped.getMessage(), stopped.task(), stopped.result())
                    : stopped;
        }
    }

    private void section(List<Item> items) {
        items(items, Map.of());
    }

    /** Items in order, with variables that includes handed to all of them. */
    void items(List<Item> items, Map<String, Object> local) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item instanceof Task task) {
                if (waitsForStart && !reachesStart(task)) {
                    continue;
                }
                deadMan.before(task);
                execution.task(task, local, items.subList(i + 1, items.size()), task.path());
                deadMan.after(task);
            } else if (item instanceof Block block) {
                block(block, local);
            }
        }
    }

    private boolean reachesStart(Task task) {
        if (execution.startsHere(task)) {
            waitsForStart = false;
            host.startReached = true;
        }
        return !waitsForStart;
    }

    private void block(Block block, Map<String, Object> local) {
        if (block.rescue().isEmpty() && block.always().isEmpty()) {
            items(block.items(), local);
            return;
        }
        planning.block(host, block);
        HostStopped failure = null;
        try {
            items(block.items(), local);
        } catch (HostStopped stopped) {
            failure = stopped;
        }
        if (failure != null
                && failure.reason() == Reason.FAILED
                && !block.rescue().isEmpty()) {
            rememberFailure(failure);
            try {
                items(block.rescue(), local);
                failure = null;
            } catch (HostStopped stopped) {
                failure = stopped;
            }
        }
        boolean goesOn = failure == null || failure.reason() == Reason.FAILED;
        if (goesOn) {
            items(block.always(), local); // a failure in here hides the first one, as an exception in `finally` does
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** What a rescue, the always after it and all later tasks may ask about the failure. */
    private void rememberFailure(HostStopped failure) {
        Task task = failure.task();
        host.set.put("ansible_failed_result", failure.result());
        if (task != null) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", execution.title(task));
            shown.put("action", task.call().name());
            shown.put("args", failure.result().getOrDefault("invocation", Map.of()));
            host.set.put("ansible_failed_task", shown);
        }
    }

    /**
     * Runs what was notified, in the order handlers are written, until nothing more is.
     *
     * @param place where in the play this happens, so that hosts that wait for one another know who is ahead
     */
    void flushHandlers(String place) {
        boolean again = true;
        while (again) {
            again = false;
            List<Task> handlers = play.handlersInOrder();
            for (int i = 0; i < handlers.size(); i++) {
                Task handler = handlers.get(i);
                if (host.notified.remove(handler.path())) {
                    execution.task(handler, Map.of(), List.of(), place + ".h" + i);
                    deadMan.after(handler);
                    again = true;
                }
            }
        }
    }

    private void forceHandlers() {
        try {
            flushHandlers(play.play.path() + ".q" + END);
        } catch (HostStopped second) {
            run.tell(new RunEvent.Warning(host.name() + ": a forced handler failed, too: " + second.getMessage()));
        }
    }
}
