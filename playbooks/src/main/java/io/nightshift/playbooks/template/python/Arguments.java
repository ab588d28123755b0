package io.nightshift.playbooks.template.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, found by name whether they were given by position or by name. */
public final class Arguments {
    private final String callee;
    private final Parameters parameters;
    private final List<@Nullable Object> positional;
    private final Map<String, @Nullable Object> named;

    Arguments(
            String callee,
            Parameters parameters,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named) {
        this.callee = callee;
        this.parameters = parameters;
        this.positional = positional;
        this.named = named;
    }

    /** Arguments for a function called from our own code. */
    public static Arguments of(@Nullable Object... values) {
        return new Arguments("call", Parameters.ANY, java.util.Arrays.asList(values), Map.of());
    }

    public String callee() {
        return callee;
    }

    /** All positional arguments, as given. */
    public List<@Nullable Object> positional() {
        return positional;
    }

    /** All named arguments, as given. */
    public Map<String, @Nullable Object> named() {
        return named;
    }

    /** Positional arguments after the declared ones. */
    public List<@Nullable Object> more() {
        int declared = parameters.names().size();
        return positional.size() <= declared ? List.of() : positional.subList(declared, positional.size());
    }

    /** Named arguments that were not declared. */
    public Map<String, @Nullable Object> other() {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(named);
        rest.keySet().removeAll(parameters.names());
        return rest;
    }

    public boolean has(String name) {
        int index = parameters.names().indexOf(name);
        return named.containsKey(name) || (index >= 0 && index < positional.size());
    }

    /** True when the argument is given and is not none. */
    public boolean hasValue(String name) {
        return get(name) != null;
    }

    public @Nullable Object get(String name) {
        return get(name, null);
    }

    public @Nullable Object get(String name, @Nullable Object otherwise) {
        if (named.containsKey(name)) {
            return named.get(name);
        }
        int index = parameters.names().indexOf(name);
        return index >= 0 && index < positional.size() ? positional.get(index) : otherwise;
    }

    public @Nullable Object required(String name) {
        if (!has(name)) {
            throw new PythonException("`" + callee + "` needs the argument `" + name + "`");
        }
        return get(name);
    }

    public String text(String name, String otherwise) {
        return has(name) ? Text.of(get(name)) : otherwise;
    }

    public String requiredText(String name) {
        return Text.of(required(name));
    }

    public int integer(String name, int otherwise) {
        Object value = get(name, (long) otherwise);
        return value == null ? otherwise : Numbers.index(value);
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? Truth.of(get(name)) : otherwise;
    }
}
