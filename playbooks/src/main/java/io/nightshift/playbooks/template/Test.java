package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import org.jspecify.annotations.Nullable;

/** {@code value is name(arguments)}. */
@FunctionalInterface
interface Test {
    boolean holds(@Nullable Object value, Arguments arguments, Evaluation evaluation);
}
