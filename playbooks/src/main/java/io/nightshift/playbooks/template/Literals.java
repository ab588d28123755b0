package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Tuple;
import io.nightshift.playbooks.template.python.Unreadable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constants, lists, tuples and dictionaries written in an expression. */
final class Literals {
    private Literals() {}

    record Constant(@Nullable Object value) implements Expression {
        @Override
        public @Nullable Object evaluate(Evaluation evaluation) {
            return value;
        }
    }

    static Expression constant(@Nullable Object value) {
        return new Constant(value);
    }

    static Expression number(Token token) {
        Object value = token.kind() == Token.Kind.INTEGER
                ? Numbers.parseInteger(token.text(), 0)
                : Numbers.parseDecimal(token.text());
        return new Constant(value);
    }

    static Expression list(Place place, List<Expression> items) {
        Expression[] parts = items.toArray(new Expression[0]);
        return evaluation -> {
            NewList list = new NewList(parts.length);
            for (Expression part : parts) {
                list.add(part.evaluate(evaluation));
            }
            return list;
        };
    }

    static Expression tuple(Place place, List<Expression> items) {
        Expression[] parts = items.toArray(new Expression[0]);
        return evaluation -> {
            NewList list = new NewList(parts.length);
            for (Expression part : parts) {
                list.add(part.evaluate(evaluation));
            }
            return Tuple.copyOf(list);
        };
    }

    static Expression map(Place place, List<Expression> keys, List<Expression> values) {
        return evaluation -> {
            NewMap map = new NewMap();
            for (int i = 0; i < keys.size(); i++) {
                Object key = keys.get(i).evaluate(evaluation);
                if (key instanceof Unreadable unreadable) {
                    throw unreadable.whenRead();
                }
                if (key instanceof NewList || key instanceof java.util.Map) {
                    throw new Failure(place, "a list or dictionary cannot be the key of a dictionary", null);
                }
                map.put(key, values.get(i).evaluate(evaluation));
            }
            return map;
        };
    }

    /** A quoted text with braces inside a condition: its text with the braces filled in. */
    static Expression interpolated(Place place, String text, References.Collector references) {
        Unit unit = new Unit(text, null, 0);
        Statement body;
        try {
            body = new TemplateParser(unit, Syntax.PLAYBOOK, references).parse();
        } catch (Failure problem) {
            throw new Failure(place, String.valueOf(problem.getMessage()), problem.hint);
        }
        return evaluation -> {
            TextSink out = new TextSink();
            body.run(evaluation, out);
            return out.toString();
        };
    }
}
