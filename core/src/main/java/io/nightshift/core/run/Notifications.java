package io.nightshift.core.run;

import io.nightshift.core.run.HostStopped.Reason;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.template.Scope;
import java.util.List;
import java.util.Map;

/** Finds the handlers that a task notifies: by name the one written last, by topic all that listen to it. */
final class Notifications {
    private final RunContext run;
    private final PlayContext play;
    private final TaskRunner runner;

    Notifications(RunContext run, PlayContext play, TaskRunner runner) {
        this.run = run;
        this.play = play;
        this.runner = runner;
    }

    void send(Task task, HostMemory host, Scope scope) {
        for (Object name : task.directives().notifies()) {
            Object rendered = run.templates.resolve(name, scope);
            List<?> names = rendered instanceof List<?> list ? list : List.of(String.valueOf(rendered));
            for (Object each : names) {
                send(String.valueOf(each), task, host, scope);
            }
        }
    }

    private void send(String name, Task task, HostMemory host, Scope scope) {
        boolean named = false;
        boolean heard = false;
        List<Task> handlers = play.handlersInOrder();
        for (int i = handlers.size() - 1; i >= 0; i--) {
            Task handler = handlers.get(i);
            if (!named && isNamed(handler, name, scope)) {
                named = true;
                host.notified.add(handler.path());
            }
            if (listens(handler, name, scope)) {
                heard = true;
                host.notified.add(handler.path());
            }
        }
        if (!named && !heard) {
            throw new HostStopped(
                    Reason.FAILED,
                    "the handler `" + name + "`, which this task notifies, is not in the play or its roles",
                    task,
                    Map.of());
        }
    }

    private boolean isNamed(Task handler, String name, Scope scope) {
        String title = runner.title(handler, scope);
        return title.equals(name) || title.endsWith(" : " + name);
    }

    private boolean listens(Task handler, String name, Scope scope) {
        for (Object topic : handler.listen()) {
            Object rendered = run.templates.resolve(topic, scope);
            if (String.valueOf(rendered).equals(name)) {
                return true;
            }
        }
        return false;
    }
}
