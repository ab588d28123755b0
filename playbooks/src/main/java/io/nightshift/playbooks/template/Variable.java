package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** A name used as a value. */
record Variable(Place place, String name) implements Expression {
    @Override
    public @Nullable Object evaluate(Evaluation evaluation) {
        return evaluation.variable(name, place);
    }
}
