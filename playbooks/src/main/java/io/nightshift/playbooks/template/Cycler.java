package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code cycler()} makes: goes round through its values. */
final class Cycler implements Attributes {
    private final List<@Nullable Object> values;
    private int at;

    Cycler(Arguments arguments) {
        values = arguments.positional();
        if (values.isEmpty()) {
            throw new PythonException("`cycler` needs values to go through");
        }
    }

    @Override
    public boolean hasAttribute(String name) {
        return name.equals("next") || name.equals("reset") || name.equals("current");
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "current" -> values.get(at);
            case "reset" ->
                (Callable) arguments -> {
                    at = 0;
                    return null;
                };
            default ->
                (Callable) arguments -> {
                    Object value = values.get(at);
                    at = (at + 1) % values.size();
                    return value;
                };
        };
    }
}
