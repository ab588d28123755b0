package io.nightshift.core.run;

import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.KnownAfterApply;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.TemplateException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows when a task has come to an outcome: it is registered, shown and notified, and a failure stops the host. */
final class TaskEnd {
    private final RunContext run;
    private final HostMemory host;
    private final TaskRunner runner;
    private final TaskReport report;
    private final Notifications notifications;

    TaskEnd(RunContext run, HostMemory host, TaskRunner runner, TaskReport report, Notifications notifications) {
        this.run = run;
        this.host = host;
        this.runner = runner;
        this.report = report;
        this.notifications = notifications;
    }

    /** The outcome of a task whose host cannot be reached, or the end of the host. */
    TaskOutcome unreachable(TaskRunner.Call call, TransportException e) {
        String message = silenced(call, String.valueOf(e.getMessage()));
        TaskOutcome failed = TaskOutcome.failed(message);
        if (e.kind() == TransportException.Kind.BECOME || e.kind() == TransportException.Kind.FILE) {
            return failed;
        }
        failed.result().put("unreachable", true);
        if (truth(call, "ignore_unreachable")) {
            return failed;
        }
        report.unreachable(call.task(), call.scope(), message, call.took());
        throw new HostStopped(Reason.UNREACHABLE, message, call.task(), failed.result());
    }

    /** Registers, shows, notifies, and stops the host if the task failed. */
    void finish(TaskRunner.Call call, TaskOutcome outcome, Ring.@Nullable Release release) {
        Task task = call.task();
        register(task, outcome);
        boolean ignored = outcome.failed() && truth(call, "ignore_errors");
        if (!outcome.replayed() && (!Replay.isInclude(task) || outcome.failed() || outcome.skipped())) {
            report.ended(task, call.scope(), outcome, null, truth(call, "no_log"), ignored, call.took());
        }
        if (outcome.changed() && !outcome.skipped()) {
            if (!outcome.failed()) {
                notifications.send(task, host, call.scope());
            }
            host.changed |= runner.actsOnHosts(task) && (run.settings.check() || !runner.check(task, call.scope()));
        }
        stopIfFailed(call, outcome, ignored, release);
    }

    void register(Task task, TaskOutcome outcome) {
        String register = task.register();
        if (register != null) {
            HostMemory.putNullable(host.set, register, outcome.afterApply() ? KnownAfterApply.VALUE : outcome.result());
        }
    }

    void stopIfFailed(TaskRunner.Call call, TaskOutcome outcome, boolean ignored, Ring.@Nullable Release release) {
        if (!outcome.failed() || ignored) {
            return;
        }
        if (release != null && truth(call, "any_errors_fatal")) {
            release.failed();
        }
        throw new HostStopped(
                Reason.FAILED, silenced(call, String.valueOf(outcome.message())), call.task(), outcome.result());
    }

    /** What may be said of a task's trouble where others read it. */
    String silenced(TaskRunner.Call call, String message) {
        return truth(call, "no_log")
                ? "`" + report.title(call.task(), call.scope()) + "` failed; what it said is hidden by no_log"
                : run.redactor.clean(message);
    }

    /** Whether a keyword of the task holds; a host whose keyword cannot be evaluated has failed. */
    boolean truth(TaskRunner.Call call, String keyword) {
        if (call.task().directives().value(keyword) == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(runner.targets().truth(call.task().directives(), keyword, call.scope()));
        } catch (TemplateException | KnownAfterApplyException | ModuleFailure e) {
            throw new HostStopped(
                    Reason.FAILED,
                    "`" + keyword + "`: " + (e instanceof TemplateException t ? Sentences.of(t) : e.getMessage()),
                    call.task(),
                    Map.of());
        }
    }

    /** Whose facts a task tells. */
    HostMemory factsOwner(TaskRunner.Call call) {
        Directives directives = call.task().directives();
        if (directives.value("delegate_facts") == null || !truth(call, "delegate_facts")) {
            return host;
        }
        String delegate = runner.targets().text(directives, "delegate_to", call.scope());
        return delegate == null ? host : run.memory(delegate);
    }
}
