package io.nightshift.playbooks.module;

import io.nightshift.inventory.yaml.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task's arguments, rendered, converted to their types and checked against the module's {@link ModuleSpec}. */
public final class Args {
    private final ModuleSpec spec;
    private final Map<String, Object> values;
    private final Controller controller;
    private final TaskSettings settings;

    private Args(ModuleSpec spec, Map<String, Object> values, Controller controller, TaskSettings settings) {
        this.spec = spec;
        this.values = Collections.unmodifiableMap(values);
        this.controller = controller;
        this.settings = settings;
    }

    /**
     * Converts and checks rendered arguments; ones that were {@code omit} must be left out already.
     *
     * @throws ModuleFailure naming what is wrong with all of them
     */
    public static Args of(ModuleSpec spec, Map<String, Object> rendered, Controller controller, TaskSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        new ArgumentCheck(spec, problems).convert(rendered, values);
        if (!problems.isEmpty()) {
            throw new ModuleFailure(String.join("; ", problems));
        }
        return new Args(spec, values, controller, settings);
    }

    /** What is wrong with one argument as far as it can be told before templates are rendered; empty when nothing is. */
    public static Optional<String> problem(ModuleSpec spec, Parameter parameter, Object value) {
        if (value instanceof Source || holdsTemplate(value)) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        new ArgumentCheck(spec, problems).convert(parameter, value);
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    private static boolean holdsTemplate(Object value) {
        return value instanceof List<?> list && list.stream().anyMatch(item -> item instanceof Source || item == null);
    }

    public ModuleSpec spec() {
        return spec;
    }

    /** The controller's files, templates and variables as this task sees them. */
    public Controller controller() {
        return controller;
    }

    /** Become user, environment and mode of the run as far as a module may care. */
    public TaskSettings settings() {
        return settings;
    }

    /** Whether it was given, or has a default. */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /** Every value by its parameter's own name. */
    public Map<String, Object> all() {
        return values;
    }

    public @Nullable Object raw(String name) {
        return values.get(name);
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** A string that must be there; ask {@link #optional} where it need not. */
    public String string(String name) {
        return optional(name).orElseThrow(() -> new ModuleFailure("missing required parameter: " + name));
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** Null when not given. */
    public @Nullable Boolean flagOrNull(String name) {
        return (Boolean) values.get(name);
    }

    public Optional<Long> number(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    /** Empty when not given. */
    @SuppressWarnings("unchecked")
    public List<String> strings(String name) {
        Object value = values.get(name);
        return value == null ? List.of() : (List<String>) value;
    }

    @SuppressWarnings("unchecked")
    public List<Object> list(String name) {
        Object value = values.get(name);
        return value == null ? List.of() : (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> map(String name) {
        Object value = values.get(name);
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
