package io.nightshift.core.run;

import io.nightshift.core.run.RunEvent.TaskStatus;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.template.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells how a host's tasks end, with secrets taken out and nothing of what {@code no_log} hides. */
final class TaskReport {
    private static final String HIDDEN = "(hidden by no_log)";

    private final RunContext run;
    private final HostMemory host;
    private final TaskRunner runner;

    TaskReport(RunContext run, HostMemory host, TaskRunner runner) {
        this.run = run;
        this.host = host;
        this.runner = runner;
    }

    void began(Task task, Scope scope) {
        run.tell(new RunEvent.TaskStarted(host.name(), title(task, scope), task.position()));
    }

    /**
     * @param item the label of one item of a loop, null for the task as a whole
     * @param silent whether {@code no_log} holds
     */
    void ended(
            Task task,
            Scope scope,
            TaskOutcome outcome,
            @Nullable String item,
            boolean silent,
            boolean ignored,
            Duration took) {
        if (silent) {
            run.redactor.hideAnswers(outcome.result());
        }
        @Nullable String shownItem = item == null ? null : silent ? "(hidden)" : run.redactor.clean(item);
        run.tell(new RunEvent.TaskEnded(
                host.name(),
                title(task, scope),
                task.position(),
                task.call().shortName(),
                shownItem,
                status(outcome),
                silent ? HIDDEN : run.redactor.cleanOrNull(outcome.message()),
                silent
                        ? Map.of("censored", "hidden by no_log")
                        : ShownResult.of(outcome.result(), run.redactor, run.settings.verbosity() > 0),
                silent ? List.of() : run.redactor.cleanLines(outcome.diff()),
                ignored,
                took));
    }

    void unreachable(Task task, Scope scope, String message, Duration took) {
        run.tell(new RunEvent.TaskEnded(
                host.name(),
                title(task, scope),
                task.position(),
                task.call().shortName(),
                null,
                TaskStatus.UNREACHABLE,
                run.redactor.clean(message),
                Map.of(),
                List.of(),
                false,
                took));
    }

    String title(Task task, Scope scope) {
        return run.redactor.clean(runner.title(task, scope));
    }

    private static TaskStatus status(TaskOutcome outcome) {
        if (outcome.afterApply()) {
            return TaskStatus.KNOWN_AFTER_APPLY;
        }
        if (outcome.failed()) {
            return TaskStatus.FAILED;
        }
        if (outcome.skipped()) {
            return TaskStatus.SKIPPED;
        }
        return outcome.changed() ? TaskStatus.CHANGED : TaskStatus.OK;
    }
}
