package io.nightshift.core.run;

import io.nightshift.core.transport.Become;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.TreeOrder;
import io.nightshift.playbooks.template.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one host's tasks act: on the host itself or on another one it delegates to, each as some user. One thread's own. */
final class HostConnections {
    private final RunContext run;
    private final @Nullable PlayContext play;
    private final String host;
    private final Map<Key, HostAccess> accesses = new LinkedHashMap<>();

    HostConnections(RunContext run, @Nullable PlayContext play, String host) {
        this.run = run;
        this.play = play;
        this.host = host;
    }

    private record Key(Connections.Entry entry, String user) {}

    /** As whom and where a task acts. */
    record Acting(HostAccess access, Targets.Where where, String onHost) {}

    Acting acting(Task task, Scope scope, Targets targets) {
        String delegate = targets.text(task.directives(), "delegate_to", scope);
        String onHost = delegate == null ? host : delegate;
        Scope there = delegate == null || delegate.equals(host)
                ? scope
                : new HostScope(run, play, run.memory(delegate), null, Map.of());
        Targets.Where where = targets.of(onHost, there, task.directives(), delegate != null);
        if (delegate != null || where.local()) {
            run.asksForOthers("what is done on another host");
        }
        return new Acting(access(where), where, onHost);
    }

    /** Another host, or the controller, as the user that is acted as here. */
    HostPlace place(String name, Become like) {
        boolean controller = name.equals(TreeOrder.CONTROLLER);
        String host = controller ? "localhost" : name;
        if (!controller && !run.knows(host)) {
            throw new ModuleFailure("the inventory has no host `" + name + "`");
        }
        Map<String, Object> words = new LinkedHashMap<>();
        if (controller) {
            words.put("connection", "local");
        }
        words.put("become", !controller && like instanceof Become.User);
        if (like instanceof Become.User user) {
            words.put("become_user", user.user());
            words.put("become_method", user.method().program());
        }
        Directives directives = new Directives(words, List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());
        HostScope scope = new HostScope(run, play, run.memory(host), null, Map.of());
        Targets.Where where = new Targets(run).of(host, scope, directives, false);
        Become become = controller ? Become.NONE : where.become();
        return new HostPlace(name, run.connections.entry(where.target(), where.local()), become);
    }

    HostAccess access(Targets.Where where) {
        Connections.Entry entry = run.connections.entry(where.target(), where.local());
        return accesses.computeIfAbsent(
                new Key(entry, user(where.become())), key -> new HostAccess(run, this, entry, where.become()));
    }

    void forget(io.nightshift.playbooks.module.Change change) {
        accesses.values().forEach(access -> access.drop(change));
    }

    /** What one user changed, another's readings of the same host may show. */
    void forgetReadings() {
        accesses.values().forEach(HostAccess::forgetAll);
    }

    /** Closes this host's connections; the next task opens new ones. */
    void reset() {
        accesses.values().forEach(access -> run.connections.reset(access.entry()));
        forgetReadings();
    }

    private static String user(Become become) {
        return become instanceof Become.User other ? other.method() + ":" + other.user() + other.flags() : "";
    }
}
