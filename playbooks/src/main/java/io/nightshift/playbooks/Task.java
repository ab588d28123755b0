package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task or handler. Values that may be templates are kept as read: plain values or {@code Source}.
 *
 * @param name as written, null for none
 * @param outer the keywords around the task without its own; what a dynamic include hands on
 * @param listen further names a handler answers to
 * @param undo the task's own way back: shell text, or {@code again}; null for none
 * @param verify shell text that tells after a crash whether the task took effect: 0 yes, 1 no; null for none
 * @param file the file it is written in, for relative paths
 * @param handler whether it is a handler
 */
public record Task(
        String path,
        Position position,
        @Nullable Object name,
        ModuleCall call,
        Directives directives,
        Directives outer,
        @Nullable Loop loop,
        @Nullable String register,
        List<Object> listen,
        List<Condition> until,
        @Nullable Object retries,
        @Nullable Object delay,
        List<Condition> changedWhen,
        List<Condition> failedWhen,
        @Nullable Object async,
        @Nullable Object poll,
        @Nullable Object undo,
        @Nullable Object verify,
        Path file,
        boolean handler,
        @Nullable RoleScope role)
        implements Item {
    public Task {
        listen = List.copyOf(listen);
        until = List.copyOf(until);
        changedWhen = List.copyOf(changedWhen);
        failedWhen = List.copyOf(failedWhen);
    }

    /** The name as written, or the module's. */
    public Object title() {
        return name == null ? call.name() : name;
    }

    /** The same task under other keywords. */
    public Task withDirectives(Directives other) {
        return new Task(
                path,
                position,
                name,
                call,
                other,
                outer,
                loop,
                register,
                listen,
                until,
                retries,
                delay,
                changedWhen,
                failedWhen,
                async,
                poll,
                undo,
                verify,
                file,
                handler,
                role);
    }
}
