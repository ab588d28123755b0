package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.run.RunEvent.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a run came to and everything it told on the way. */
record Told(RunResult result, List<RunEvent> events, Path folder) {
    HostState state(String host) {
        return result.hosts().get(host);
    }

    /** The sentence about a host that ended badly. */
    String detail(String host) {
        return events.stream()
                .filter(RunEvent.HostEnded.class::isInstance)
                .map(RunEvent.HostEnded.class::cast)
                .filter(ended -> ended.host().equals(host))
                .map(ended -> String.valueOf(ended.detail()))
                .reduce("", (before, last) -> last);
    }

    Map<String, HostState> states() {
        return result.hosts();
    }

    String details() {
        return result.hosts() + " "
                + events.stream()
                        .filter(event -> event instanceof RunEvent.HostEnded
                                || event instanceof TaskEnded task && task.status() == TaskStatus.FAILED
                                || event instanceof RunEvent.Warning)
                        .toList();
    }

    List<TaskEnded> tasks(String host) {
        return events.stream()
                .filter(TaskEnded.class::isInstance)
                .map(TaskEnded.class::cast)
                .filter(ended -> ended.host().equals(host))
                .toList();
    }

    /** The messages of a host's {@code debug} tasks, in order. */
    List<String> said(String host) {
        return tasks(host).stream()
                .filter(task -> task.module().equals("debug") && task.status() == TaskStatus.OK)
                .filter(task -> !task.result().containsKey("results"))
                .map(task -> String.valueOf(task.result().get("msg")))
                .toList();
    }

    /** Statuses of a host's tasks of that name, without loop items. */
    List<TaskStatus> statuses(String host, String task) {
        return tasks(host).stream()
                .filter(ended -> ended.task().equals(task) && ended.item() == null)
                .map(TaskEnded::status)
                .toList();
    }

    TaskEnded task(String host, String task) {
        return tasks(host).stream()
                .filter(ended -> ended.task().equals(task) && ended.item() == null)
                .reduce((before, last) -> last)
                .orElseThrow(() -> new AssertionError(host + " has no task `" + task + "`: " + tasks(host)));
    }

    List<String> warnings() {
        return events.stream()
                .filter(RunEvent.Warning.class::isInstance)
                .map(event -> ((RunEvent.Warning) event).text())
                .toList();
    }

    /** Undo steps of a host as they were told, in order. */
    List<String> undone(String host) {
        return events.stream()
                .filter(RunEvent.UndoStep.class::isInstance)
                .map(RunEvent.UndoStep.class::cast)
                .filter(step -> step.host().equals(host) && step.succeeded())
                .map(RunEvent.UndoStep::change)
                .toList();
    }

    List<StepRecord> steps(String host) {
        return House.STORE.steps(result.run(), host);
    }

    Path work() {
        return folder.resolve("work");
    }
}
