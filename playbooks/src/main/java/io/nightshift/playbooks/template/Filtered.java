package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Unreadable;
import org.jspecify.annotations.Nullable;

/** A filter applied to a value. */
record Filtered(Place place, Expression value, String name, Call.Given given) implements Expression {
    @Override
    public @Nullable Object evaluate(Evaluation evaluation) {
        evaluation.step(place);
        try {
            Registry.Entry<Filter> filter = evaluation.filters().get(name);
            Object input = value.evaluate(evaluation);
            if (input instanceof Unreadable unreadable && !filter.tolerant()) {
                if (!unreadable.isEmpty()) {
                    throw unreadable.whenRead();
                }
                input = "";
            }
            return filter.function()
                    .apply(input, given.evaluate(evaluation, name, filter.parameters()), evaluation.at(place));
        } catch (PythonException problem) {
            throw Operations.at(place, problem);
        }
    }
}
