package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.Methods;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Parameters;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Types;
import io.nightshift.playbooks.template.python.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code function(arguments)}. */
record Call(Place place, Expression callee, Given given) implements Expression {

    /** Arguments as written; {@code rest} and {@code more} are those behind {@code *} and {@code **}. */
    record Given(
            List<Expression> positional,
            Map<String, Expression> named,
            @Nullable Expression rest,
            @Nullable Expression more) {
        static final Given NONE = new Given(List.of(), Map.of(), null, null);

        @Nullable
        Expression first() {
            return positional.isEmpty() ? null : positional.get(0);
        }

        Arguments evaluate(Evaluation evaluation, String callee, Parameters parameters) {
            if (this == NONE) {
                return parameters.bind(callee, List.of(), Map.of());
            }
            List<@Nullable Object> values = new ArrayList<>(positional.size());
            for (Expression expression : positional) {
                values.add(expression.evaluate(evaluation));
            }
            if (rest != null) {
                values.addAll(Items.of(rest.evaluate(evaluation)));
            }
            if (named.isEmpty() && more == null) {
                return parameters.bind(callee, values, Map.of());
            }
            Map<String, @Nullable Object> byName = new LinkedHashMap<>();
            named.forEach((name, expression) -> byName.put(name, expression.evaluate(evaluation)));
            if (more != null) {
                if (!(more.evaluate(evaluation) instanceof Map<?, ?> map)) {
                    throw new PythonException("`**` needs a dictionary");
                }
                map.forEach((name, value) -> byName.put(Text.of(name), value));
            }
            return parameters.bind(callee, values, byName);
        }
    }

    @Override
    public @Nullable Object evaluate(Evaluation evaluation) {
        evaluation.step(place);
        Object function = callee instanceof Attribute method ? method(evaluation, method) : callee.evaluate(evaluation);
        if (function instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        if (!(function instanceof Callable callable)) {
            throw new Failure(place, "a " + Types.name(function) + " cannot be called", null);
        }
        try {
            return callable.call(given.evaluate(evaluation, name(), callable.parameters()));
        } catch (PythonException problem) {
            throw Operations.at(place, problem);
        }
    }

    /** A method that changes its list or dictionary works on a copy when that is not the template's own. */
    private @Nullable Object method(Evaluation evaluation, Attribute attribute) {
        Object value = attribute.value().evaluate(evaluation);
        if (Methods.changes(value, attribute.name()) && !(value instanceof NewList) && !(value instanceof NewMap)) {
            value = value instanceof Map<?, ?> map ? new NewMap(map) : new NewList(Items.of(value));
            if (attribute.value() instanceof Variable variable) {
                evaluation.frame().replace(variable.name(), value);
            }
        }
        return Access.attribute(attribute.place(), value, attribute.name());
    }

    private String name() {
        return callee instanceof Variable variable
                ? variable.name()
                : callee instanceof Attribute attribute ? attribute.name() : "function";
    }
}
