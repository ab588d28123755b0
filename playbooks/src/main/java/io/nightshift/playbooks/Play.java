package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One play. Values that may be templates are kept as read: plain values or {@code Source}.
 *
 * @param path the play's place in the run, such as {@code p1}
 * @param name as written, or the host pattern
 * @param hosts a pattern, or a list of patterns
 * @param directory the folder of the playbook file, where its roles and files are searched
 * @param varsFiles each a path, or a list of paths of which the first that exists counts
 * @param strategy as written; empty where the play says nothing, so that each host goes at its own pace
 * @param serial sizes of the rings, one after another, numbers or percentages; empty for all hosts at once
 * @param rollout how the play goes from ring to ring; null for one that does not say
 * @param windows maintenance windows of the inventory in which alone the play may touch its hosts; empty where it names none
 * @param roles every role the play uses statically; their defaults and variables are visible in the whole play
 */
public record Play(
        String path,
        Position position,
        Object name,
        Object hosts,
        Path directory,
        Directives directives,
        List<Object> varsFiles,
        List<Prompt> prompts,
        List<Object> serial,
        @Nullable Object maxFailPercentage,
        String strategy,
        @Nullable Object gatherFacts,
        @Nullable Object gatherSubset,
        @Nullable Object factPath,
        OnFailure onFailure,
        boolean forceHandlers,
        String order,
        @Nullable Rollout rollout,
        List<Named> windows,
        List<Item> preTasks,
        List<Item> roleTasks,
        List<Item> tasks,
        List<Item> postTasks,
        List<Task> handlers,
        List<RoleScope> roles) {
    public Play {
        varsFiles = List.copyOf(varsFiles);
        prompts = List.copyOf(prompts);
        serial = List.copyOf(serial);
        windows = List.copyOf(windows);
        preTasks = List.copyOf(preTasks);
        roleTasks = List.copyOf(roleTasks);
        tasks = List.copyOf(tasks);
        postTasks = List.copyOf(postTasks);
        handlers = List.copyOf(handlers);
        roles = List.copyOf(roles);
    }

    /** What happens to a host that failed. */
    public enum OnFailure {
        /** It goes back, if every change so far can be undone; else it stops with its changes kept. */
        UNDO,
        /** It goes back as far as it can be. */
        UNDO_PARTIAL,
        /** It stops with its changes kept. */
        KEEP
    }

    /** Something of the inventory, and where the play names it. */
    public record Named(String name, Position position) {}

    /** A question asked before the play ({@code vars_prompt}). */
    public record Prompt(
            String name,
            String question,
            boolean secret,
            @Nullable Object defaultValue,
            boolean confirm,
            @Nullable String encrypt,
            boolean unsafe) {}

    /** The same hosts and variables with other tasks and nothing around them: no facts, prompts, rings, windows or handlers. */
    public Play withOnly(List<Item> only) {
        return new Play(
                path,
                position,
                name,
                hosts,
                directory,
                directives,
                varsFiles,
                List.of(),
                List.of(),
                null,
                strategy,
                false,
                gatherSubset,
                factPath,
                OnFailure.KEEP,
                forceHandlers,
                order,
                null,
                List.of(),
                List.of(),
                List.of(),
                only,
                List.of(),
                List.of(),
                roles);
    }

    /** All tasks in the order they run, without handlers. */
    public List<Item> items() {
        List<Item> all = new ArrayList<>(preTasks);
        all.addAll(roleTasks);
        all.addAll(tasks);
        all.addAll(postTasks);
        return all;
    }

    /** Variables of the play's {@code vars:}. */
    public Map<String, Object> variables() {
        return directives.variables();
    }
}
