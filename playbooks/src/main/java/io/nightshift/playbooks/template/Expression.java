package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** A compiled expression: immutable, evaluated as often as needed, by any thread. */
@FunctionalInterface
interface Expression {
    @Nullable
    Object evaluate(Evaluation evaluation);
}
