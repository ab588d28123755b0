package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Unreadable;

/** A test applied to a value. */
record Tested(Place place, Expression value, String name, Call.Given given, boolean negated) implements Expression {
    @Override
    public Object evaluate(Evaluation evaluation) {
        try {
            Registry.Entry<Test> test = evaluation.tests().get(name);
            Object input = value.evaluate(evaluation);
            boolean asked = name.equals("defined") || name.equals("undefined");
            if (input instanceof Unreadable unreadable
                    && !(test.tolerant() && (asked || unreadable instanceof Undefined))) {
                throw unreadable.whenRead();
            }
            return test.function()
                            .holds(input, given.evaluate(evaluation, name, test.parameters()), evaluation.at(place))
                    != negated;
        } catch (PythonException problem) {
            throw Operations.at(place, problem);
        }
    }
}
