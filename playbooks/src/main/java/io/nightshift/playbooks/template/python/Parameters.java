package io.nightshift.playbooks.template.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameter names of a function, filter or test, in order.
 *
 * @param names the declared names
 * @param more  further positional arguments are allowed
 * @param other further named arguments are allowed
 */
public record Parameters(List<String> names, boolean more, boolean other) {
    public static final Parameters ANY = new Parameters(List.of(), true, true);
    public static final Parameters NONE = new Parameters(List.of(), false, false);

    public Parameters {
        names = List.copyOf(names);
    }

    /** Reads {@code "pattern replacement *more **other"}. */
    public static Parameters of(String declaration) {
        List<String> names =
                new ArrayList<>(Arrays.asList(declaration.isBlank() ? new String[0] : declaration.split(" ", -1)));
        boolean other = names.removeIf(name -> name.startsWith("**"));
        boolean more = names.removeIf(name -> name.startsWith("*"));
        return new Parameters(names, more, other);
    }

    /** Puts given arguments under their names, refusing what the declaration does not know. */
    public Arguments bind(String callee, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        if (positional.size() > names.size() && !more) {
            throw new PythonException("`" + callee + "` takes " + describe() + ", got " + positional.size());
        }
        if (!other) {
            for (String name : named.keySet()) {
                if (!names.contains(name)) {
                    throw new PythonException(
                            "`" + callee + "` has no argument `" + name + "`", "it takes " + describe());
                }
            }
        }
        return new Arguments(callee, this, positional, named);
    }

    private String describe() {
        return names.isEmpty() ? "no arguments" : "at most " + names.size() + " (" + String.join(", ", names) + ")";
    }
}
