package io.nightshift.playbooks.module;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task is run, as far as a module may care.
 *
 * @param user who the task acts as on the host (the become user, else the login user)
 * @param environment the task's {@code environment:}
 * @param undo the task's own {@code undo:}, as shell text for the host; null for none
 * @param facts what is known of the host under Ansible's fact names, {@code os_family} and the like; empty when not gathered
 */
public record TaskSettings(
        String user,
        Map<String, String> environment,
        @Nullable String undo,
        boolean checkMode,
        boolean diff,
        Map<String, Object> facts) {
    public static final TaskSettings PLAIN = new TaskSettings("root", Map.of(), null, false, false, Map.of());

    public TaskSettings {
        environment = Map.copyOf(environment);
    }
}
