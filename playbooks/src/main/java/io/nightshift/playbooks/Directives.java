package io.nightshift.playbooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keywords that plays, roles, blocks and tasks share and that inner ones inherit. Null is "not said".
 *
 * @param values single-valued keywords by name ({@code become}, {@code delegate_to} …): the innermost counts; plain or
 *     {@code Source}
 * @param when all must hold, outermost first
 * @param tags the union of all around
 * @param variables inner ones hide outer ones of the same name
 * @param environment mappings, outermost first; later ones win key by key
 * @param notifies names of handlers; the innermost list counts
 * @param moduleDefaults default arguments by module name or group, outermost first
 */
public record Directives(
        Map<String, Object> values,
        List<Condition> when,
        Set<String> tags,
        Map<String, Object> variables,
        List<Object> environment,
        List<Object> notifies,
        List<Object> moduleDefaults) {
    public static final Directives NONE =
            new Directives(Map.of(), List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());

    public Directives {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        when = List.copyOf(when);
        tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        environment = List.copyOf(environment);
        notifies = List.copyOf(notifies);
        moduleDefaults = List.copyOf(moduleDefaults);
    }

    /** These keywords as they count inside of {@code outer}. */
    public Directives within(Directives outer) {
        return new Directives(
                merged(outer.values, values),
                joined(outer.when, when),
                union(outer.tags, tags),
                merged(outer.variables, variables),
                joined(outer.environment, environment),
                notifies.isEmpty() ? outer.notifies : notifies,
                joined(outer.moduleDefaults, moduleDefaults));
    }

    public @Nullable Object value(String keyword) {
        return values.get(keyword);
    }

    /** The same with these variables on top. */
    public Directives withVariables(Map<String, Object> more) {
        return new Directives(values, when, tags, merged(variables, more), environment, notifies, moduleDefaults);
    }

    /** The same without variables: those of a play are handed to its tasks by another way, with another precedence. */
    public Directives withoutVariables() {
        return new Directives(values, when, tags, Map.of(), environment, notifies, moduleDefaults);
    }

    private static Map<String, Object> merged(Map<String, Object> outer, Map<String, Object> inner) {
        Map<String, Object> all = new LinkedHashMap<>(outer);
        all.putAll(inner);
        return all;
    }

    private static <T> List<T> joined(List<T> outer, List<T> inner) {
        List<T> all = new ArrayList<>(outer);
        all.addAll(inner);
        return all;
    }

    private static Set<String> union(Set<String> outer, Set<String> inner) {
        Set<String> all = new LinkedHashSet<>(outer);
        all.addAll(inner);
        return all;
    }
}
