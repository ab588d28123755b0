package io.nightshift.playbooks.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a module.
 *
 * @param defaultValue what it is when absent, null for none
 * @param choices the only values allowed, empty for any
 * @param secret never shown, logged or stored in clear
 */
public record Parameter(
        String name,
        Type type,
        boolean required,
        @Nullable Object defaultValue,
        List<String> choices,
        List<String> aliases,
        boolean secret,
        String description) {

    /** How a value is read; strings such as {@code "yes"} or {@code "5"} are converted as Ansible does. */
    public enum Type {
        STRING,
        /** An absolute path on the host; {@code ~} is expanded there. */
        PATH,
        INTEGER,
        FLOAT,
        BOOLEAN,
        /** A list of strings; a comma-separated string is split. */
        STRINGS,
        /** A list of anything. */
        LIST,
        MAP,
        /** Octal or symbolic file mode, kept as written; an octal number in YAML arrives as an integer. */
        MODE,
        /** Anything, as it is. */
        RAW
    }

    public Parameter {
        choices = List.copyOf(choices);
        aliases = List.copyOf(aliases);
    }

    public static Parameter of(String name, Type type, String description) {
        return new Parameter(name, type, false, null, List.of(), List.of(), false, description);
    }

    public static Parameter string(String name, String description) {
        return of(name, Type.STRING, description);
    }

    public static Parameter path(String name, String description) {
        return of(name, Type.PATH, description);
    }

    public static Parameter flag(String name, boolean defaultValue, String description) {
        return of(name, Type.BOOLEAN, description).or(defaultValue);
    }

    public Parameter must() {
        return new Parameter(name, type, true, defaultValue, choices, aliases, secret, description);
    }

    public Parameter or(Object value) {
        return new Parameter(name, type, required, value, choices, aliases, secret, description);
    }

    public Parameter oneOf(String... values) {
        return new Parameter(name, type, required, defaultValue, List.of(values), aliases, secret, description);
    }

    public Parameter alias(String... names) {
        return new Parameter(name, type, required, defaultValue, choices, List.of(names), secret, description);
    }

    public Parameter hidden() {
        return new Parameter(name, type, required, defaultValue, choices, aliases, true, description);
    }
}
