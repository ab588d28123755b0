package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** {@code value[key]}: a dictionary's entry or a list's item first, then a method. */
record Subscript(Place place, Expression value, Expression key) implements Expression {
    @Override
    public @Nullable Object evaluate(Evaluation evaluation) {
        return Access.subscript(place, value.evaluate(evaluation), key.evaluate(evaluation));
    }
}
