package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what stands between operators: a sign, a value, and the attributes, subscripts, calls, filters and tests behind it. */
final class OperandParser {
    private static final Set<String> NOT_A_TEST_ARGUMENT = Set.of("else", "or", "and", "is", "if", "not", "in");

    private final ExpressionParser expressions;
    private final TokenStream tokens;
    private final References.Collector references;
    private final boolean condition;
    private int depth;

    OperandParser(ExpressionParser expressions, boolean condition) {
        this.expressions = expressions;
        this.tokens = expressions.tokens;
        this.references = expressions.references;
        this.condition = condition;
    }

    Expression unary(boolean filtered) {
        Token token = tokens.peek();
        Expression value;
        if (token.is("-") || token.is("+")) {
            tokens.next();
            if (++depth > ExpressionParser.DEEPEST) {
                throw new Failure(tokens.place(token), "this expression is nested too deeply", null);
            }
            value = Operations.sign(tokens.place(token), token.text(), unary(false));
            depth--;
        } else {
            value = primary();
        }
        value = postfix(value);
        return filtered ? filtered(value) : value;
    }

    private Expression primary() {
        Token token = tokens.peek();
        switch (token.kind()) {
            case NAME:
                tokens.next();
                return name(token);
            case STRING:
                return string();
            case INTEGER, DECIMAL:
                tokens.next();
                return Literals.number(token);
            default:
                break;
        }
        if (tokens.skip("(")) {
            Expression inner =
                    tokens.peek().is(")") ? Literals.tuple(tokens.place(token), List.of()) : expressions.tuple();
            tokens.expect(")");
            return inner;
        }
        if (tokens.skip("[")) {
            return Literals.list(tokens.place(token), items("]"));
        }
        if (token.is("{")
                && condition
                && tokens.peek(1).is("{")
                && tokens.peek(1).offset() == token.offset() + 1) {
            tokens.next();
            tokens.next();
            Expression inner = expressions.tuple();
            tokens.expect("}");
            tokens.expect("}");
            return Operations.interpolated(inner);
        }
        if (tokens.skip("{")) {
            return map(tokens.place(token));
        }
        throw tokens.unexpected("an expression");
    }

    private Expression name(Token token) {
        switch (token.text()) {
            case "true", "True":
                return Literals.constant(true);
            case "false", "False":
                return Literals.constant(false);
            case "none", "None":
                return Literals.constant(null);
            default:
                references.variables.add(token.text());
                return new Variable(tokens.place(token), token.text());
        }
    }

    private Expression string() {
        Token first = tokens.next();
        StringBuilder text = new StringBuilder(first.text());
        while (tokens.peek().kind() == Kind.STRING) {
            text.append(tokens.next().text());
        }
        if (condition && text.indexOf("{{") >= 0) {
            return Literals.interpolated(tokens.place(first), text.toString(), references);
        }
        return Literals.constant(text.toString());
    }

    private List<Expression> items(String end) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.peek().is(end)) {
            items.add(expressions.expression());
            if (!tokens.skip(",")) {
                break;
            }
        }
        tokens.expect(end);
        return items;
    }

    private Expression map(Place place) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.peek().is("}")) {
            keys.add(expressions.expression());
            tokens.expect(":");
            values.add(expressions.expression());
            if (!tokens.skip(",")) {
                break;
            }
        }
        tokens.expect("}");
        return Literals.map(place, keys, values);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            Token token = tokens.peek();
            if (token.is(".")) {
                tokens.next();
                Token name = tokens.next();
                if (name.kind() == Kind.INTEGER) {
                    value = new Subscript(tokens.place(token), value, Literals.number(name));
                } else if (name.kind() == Kind.NAME) {
                    value = new Attribute(tokens.place(name), value, name.text());
                } else {
                    throw new Failure(
                            tokens.place(name), "expected a name after the dot, found " + name.describe(), null);
                }
            } else if (token.is("[")) {
                tokens.next();
                value = subscript(tokens.place(token), value);
            } else if (token.is("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Place place, Expression value) {
        Expression from = tokens.peek().is(":") ? null : expressions.expression();
        if (from != null && !tokens.peek().is(":")) {
            if (tokens.peek().is(",")) {
                List<Expression> keys = new ArrayList<>(List.of(from));
                while (tokens.skip(",")) {
                    keys.add(expressions.expression());
                }
                from = Literals.tuple(place, keys);
            }
            tokens.expect("]");
            return new Subscript(place, value, from);
        }
        tokens.expect(":");
        Expression to = tokens.peek().is(":") || tokens.peek().is("]") ? null : expressions.expression();
        Expression step = tokens.skip(":") && !tokens.peek().is("]") ? expressions.expression() : null;
        tokens.expect("]");
        return Operations.slice(place, value, from, to, step);
    }

    private Expression call(Expression callee) {
        Place place = tokens.place();
        Call.Given given = arguments();
        if (callee instanceof Variable function
                && given.first() instanceof Literals.Constant constant
                && constant.value() instanceof String text) {
            if (Set.of("lookup", "query", "q").contains(function.name())) {
                references.lookups.add(Names.plain(text));
            }
        }
        return new Call(callee instanceof Attribute attribute ? attribute.place() : place, callee, given);
    }

    /** {@code (a, b, name=c, *rest, **more)}. */
    Call.Given arguments() {
        tokens.expect("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression rest = null;
        Expression more = null;
        while (!tokens.peek().is(")")) {
            if (tokens.skip("*")) {
                rest = expressions.expression();
            } else if (tokens.skip("**")) {
                more = expressions.expression();
            } else if (tokens.peek().kind() == Kind.NAME && tokens.peek(1).is("=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expressions.expression());
            } else {
                if (!named.isEmpty()) {
                    throw new Failure(tokens.place(), "an argument without a name cannot follow one with a name", null);
                }
                positional.add(expressions.expression());
            }
            if (!tokens.skip(",")) {
                break;
            }
        }
        tokens.expect(")");
        return new Call.Given(positional, named, rest, more);
    }

    private Expression filtered(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.peek().is("|")) {
                tokens.next();
                value = filter(value);
            } else if (tokens.peek().isName("is")) {
                tokens.next();
                value = test(value);
            } else if (tokens.peek().is("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    /** A filter's name and arguments; also used by the filter block. */
    Expression filter(Expression value) {
        Place place = tokens.place();
        String name = dottedName("the name of a filter");
        references.filters.add(name);
        return new Filtered(place, value, name, tokens.peek().is("(") ? arguments() : Call.Given.NONE);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.skipName("not");
        Place place = tokens.place();
        String name = dottedName("the name of a test");
        references.tests.add(name);
        Call.Given given = Call.Given.NONE;
        Token token = tokens.peek();
        if (token.is("(")) {
            given = arguments();
        } else if (startsExpression()
                && !token.is("-")
                && !token.is("+")
                && !(token.kind() == Kind.NAME && NOT_A_TEST_ARGUMENT.contains(token.text()))) {
            given = new Call.Given(List.of(postfix(primary())), Map.of(), null, null);
        }
        return new Tested(place, value, name, given, negated);
    }

    private String dottedName(String what) {
        StringBuilder name = new StringBuilder(tokens.expect(Kind.NAME, what).text());
        while (tokens.peek().is(".") && tokens.peek(1).kind() == Kind.NAME) {
            tokens.next();
            name.append('.').append(tokens.next().text());
        }
        return Names.plain(name.toString());
    }

    boolean startsExpression() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME, STRING, INTEGER, DECIMAL -> true;
            case OPERATOR -> token.is("(") || token.is("[") || token.is("{") || token.is("-") || token.is("+");
            default -> false;
        };
    }
}
