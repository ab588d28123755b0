package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.Operators;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators. */
final class Operations {
    /** One link of {@code a < b < c}. */
    record Comparison(Place place, String operator, Expression right) {}

    private Operations() {}

    static Failure at(Place place, PythonException problem) {
        return new Failure(place, String.valueOf(problem.getMessage()), problem.hint());
    }

    static Expression conditional(Place place, Expression test, Expression value, @Nullable Expression otherwise) {
        return evaluation -> {
            if (Truth.of(test.evaluate(evaluation))) {
                return value.evaluate(evaluation);
            }
            return otherwise == null ? Undefined.empty(place) : otherwise.evaluate(evaluation);
        };
    }

    static Expression or(Place place, Expression left, Expression right) {
        return evaluation -> {
            Object value = left.evaluate(evaluation);
            return Truth.of(value) ? value : right.evaluate(evaluation);
        };
    }

    static Expression and(Place place, Expression left, Expression right) {
        return evaluation -> {
            Object value = left.evaluate(evaluation);
            return Truth.of(value) ? right.evaluate(evaluation) : value;
        };
    }

    static Expression not(Place place, Expression value) {
        return evaluation -> !Truth.of(value.evaluate(evaluation));
    }

    static Expression sign(Place place, String sign, Expression value) {
        return evaluation -> {
            try {
                Object negated = Operators.negate(value.evaluate(evaluation));
                return sign.equals("-") ? negated : Operators.negate(negated);
            } catch (PythonException problem) {
                throw at(place, problem);
            }
        };
    }

    static Expression binary(Place place, String operator, Expression left, Expression right) {
        return evaluation -> {
            Object a = left.evaluate(evaluation);
            Object b = right.evaluate(evaluation);
            try {
                return Operators.apply(operator, a, b);
            } catch (PythonException problem) {
                throw at(place, problem);
            }
        };
    }

    static Expression join(Place place, List<Expression> parts) {
        return evaluation -> {
            StringBuilder text = new StringBuilder();
            try {
                for (Expression part : parts) {
                    text.append(Text.of(part.evaluate(evaluation)));
                    Bounds.text(text.length());
                }
            } catch (PythonException problem) {
                throw at(place, problem);
            }
            return text.toString();
        };
    }

    static Expression compare(Expression first, List<Comparison> chain) {
        return evaluation -> {
            Object left = first.evaluate(evaluation);
            for (Comparison link : chain) {
                Object right = link.right.evaluate(evaluation);
                try {
                    if (!holds(link.operator, left, right)) {
                        return false;
                    }
                } catch (PythonException problem) {
                    throw at(link.place, problem);
                }
                left = right;
            }
            return true;
        };
    }

    static boolean holds(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> Order.equal(left, right);
            case "!=" -> !Order.equal(left, right);
            case "<" -> Order.compare(left, right) < 0;
            case "<=" -> Order.compare(left, right) < 0 || Order.equal(left, right);
            case ">" -> greater(left, right);
            case ">=" -> greater(left, right) || Order.equal(left, right);
            case "in" -> Order.contains(right, left);
            default -> !Order.contains(right, left);
        };
    }

    private static boolean greater(@Nullable Object left, @Nullable Object right) {
        // Asked the other way round, because a number that is not a number is neither.
        return Order.compare(right, left) < 0;
    }

    static Expression slice(
            Place place,
            Expression value,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step) {
        return evaluation -> {
            try {
                return Items.slice(
                        value.evaluate(evaluation),
                        from == null ? null : from.evaluate(evaluation),
                        to == null ? null : to.evaluate(evaluation),
                        step == null ? null : step.evaluate(evaluation));
            } catch (PythonException problem) {
                throw at(place, problem);
            }
        };
    }

    /** Braces inside a condition: a text that says true or false means it, as it did when braces were filled in before reading the condition. */
    static Expression interpolated(Expression inner) {
        return evaluation -> {
            Object value = inner.evaluate(evaluation);
            if (value instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
                return text.equalsIgnoreCase("true");
            }
            return value;
        };
    }
}
