package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import org.jspecify.annotations.Nullable;

/** {@code value | name(arguments)}. */
@FunctionalInterface
interface Filter {
    @Nullable
    Object apply(@Nullable Object value, Arguments arguments, Evaluation evaluation);
}
