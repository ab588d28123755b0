package io.nightshift.core.run;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.PlaybookReader;
import io.nightshift.playbooks.PlaybookReader.IncludedRole;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.ModuleFailure;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads what tasks include while they run; once for all hosts that include the same thing at the same place. */
final class Includes {
    private final Readers readers;
    private final Map<String, List<Item>> files = new ConcurrentHashMap<>();
    private final Map<String, IncludedRole> roles = new ConcurrentHashMap<>();

    Includes(Readers readers) {
        this.readers = readers;
    }

    /** The tasks of a file. */
    List<Item> tasks(Task include, Play play, String name, Map<String, Object> apply, String path) {
        Path file = PlaybookReader.findTasks(include, play, name)
                .orElseThrow(() -> new ModuleFailure("there is no file `" + name + "` to include"));
        return files.computeIfAbsent(path + "|" + file, key -> {
            Diagnostics problems = new Diagnostics();
            List<Item> items =
                    readers.playbooks(problems).includeTasks(include, file, handed(include, apply), play, path);
            refuse(problems);
            return items;
        });
    }

    /** A role; fails the task when it is not there or cannot be read. */
    IncludedRole role(
            Task include,
            Play play,
            String name,
            Map<String, Object> arguments,
            Map<String, Object> apply,
            String path) {
        return roles.computeIfAbsent(path + "|" + name + "|" + arguments, key -> {
            Diagnostics problems = new Diagnostics();
            Optional<IncludedRole> role = readers.playbooks(problems)
                    .includeRole(include, name, arguments, handed(include, apply), play, path);
            refuse(problems);
            return role.orElseThrow(() -> new ModuleFailure("the role `" + name + "` cannot be read"));
        });
    }

    /** Included tasks see what is around the include, its variables, and what it says under {@code apply}. */
    private static Directives handed(Task include, Map<String, Object> apply) {
        Set<String> tags = new LinkedHashSet<>();
        Object given = apply.get("tags");
        if (given instanceof List<?> list) {
            list.forEach(tag -> tags.add(String.valueOf(tag)));
        } else if (given != null) {
            tags.addAll(List.of(String.valueOf(given).split(",")));
        }
        Map<String, Object> values = new java.util.LinkedHashMap<>(apply);
        List.of("tags", "vars", "when", "environment", "name").forEach(values::remove);
        List<io.nightshift.playbooks.Condition> when = apply.get("when") == null
                ? List.of()
                : List.of(new io.nightshift.playbooks.Condition(String.valueOf(apply.get("when")), include.position()));
        Directives applied = new Directives(
                values,
                when,
                tags,
                variables(apply.get("vars")),
                apply.get("environment") == null ? List.of() : List.of(apply.get("environment")),
                List.of(),
                List.of());
        return applied.within(include.outer().withVariables(include.directives().variables()));
    }

    private static Map<String, Object> variables(@Nullable Object given) {
        Map<String, Object> all = new java.util.LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> HostMemory.putNullable(all, String.valueOf(name), value));
        }
        return all;
    }

    private static void refuse(Diagnostics problems) {
        if (problems.hasErrors()) {
            throw new ModuleFailure(problems.render().strip());
        }
    }
}
