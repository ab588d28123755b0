package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** {@code value.name}: a method first, then a dictionary's entry. */
record Attribute(Place place, Expression value, String name) implements Expression {
    @Override
    public @Nullable Object evaluate(Evaluation evaluation) {
        return Access.attribute(place, value.evaluate(evaluation), name);
    }
}
