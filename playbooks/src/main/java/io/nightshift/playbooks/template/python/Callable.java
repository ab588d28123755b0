package io.nightshift.playbooks.template.python;

import org.jspecify.annotations.Nullable;

/** Something a template may call: a method, a macro, a global function. */
@FunctionalInterface
public interface Callable {
    @Nullable
    Object call(Arguments arguments);

    /** The names of the parameters; by default any number of positional and named ones. */
    default Parameters parameters() {
        return Parameters.ANY;
    }
}
