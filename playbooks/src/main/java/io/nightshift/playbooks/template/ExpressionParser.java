package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions by precedence: conditional, or, and, not, comparison, sum, {@code ~}, product, power; then operands. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    static final int DEEPEST = 150;

    final TokenStream tokens;
    final References.Collector references;
    private final OperandParser operands;
    private int depth;

    /** @param condition braces inside the expression stand for brackets, see {@link Templates#condition} */
    ExpressionParser(TokenStream tokens, References.Collector references, boolean condition) {
        this.tokens = tokens;
        this.references = references;
        this.operands = new OperandParser(this, condition);
    }

    /** One expression; {@code a, b} without brackets makes a tuple. */
    Expression tuple() {
        Place place = tokens.place();
        Expression first = expression();
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skip(",") && operands.startsExpression()) {
            items.add(expression());
        }
        return Literals.tuple(place, items);
    }

    Expression expression() {
        if (++depth > DEEPEST) {
            throw new Failure(tokens.place(), "this expression is nested too deeply", null);
        }
        Expression value = or();
        while (tokens.peek().isName("if")) {
            Place place = tokens.place(tokens.next());
            Expression test = or();
            Expression otherwise = tokens.skipName("else") ? expression() : null;
            value = Operations.conditional(place, test, value, otherwise);
        }
        depth--;
        return value;
    }

    /** Without the conditional, as a loop's list before its {@code if}. */
    Expression or() {
        Expression left = and();
        while (tokens.peek().isName("or")) {
            Place place = tokens.place(tokens.next());
            left = Operations.or(place, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.peek().isName("and")) {
            Place place = tokens.place(tokens.next());
            left = Operations.and(place, left, not());
        }
        return left;
    }

    private Expression not() {
        if (tokens.peek().isName("not")) {
            Place place = tokens.place(tokens.next());
            if (++depth > DEEPEST) {
                throw new Failure(place, "this expression is nested too deeply", null);
            }
            Expression not = Operations.not(place, not());
            depth--;
            return not;
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        List<Operations.Comparison> chain = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
                tokens.next();
                chain.add(new Operations.Comparison(tokens.place(token), token.text(), sum()));
            } else if (tokens.skipName("in")) {
                chain.add(new Operations.Comparison(tokens.place(token), "in", sum()));
            } else if (token.isName("not") && tokens.peek(1).isName("in")) {
                tokens.next();
                tokens.next();
                chain.add(new Operations.Comparison(tokens.place(token), "not in", sum()));
            } else {
                return chain.isEmpty() ? left : Operations.compare(left, chain);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        while (tokens.peek().is("+") || tokens.peek().is("-")) {
            Token operator = tokens.next();
            left = Operations.binary(tokens.place(operator), operator.text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Place place = tokens.place();
        Expression first = product();
        if (!tokens.peek().is("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skip("~")) {
            parts.add(product());
        }
        return Operations.join(place, parts);
    }

    private Expression product() {
        Expression left = power();
        while (tokens.peek().is("*")
                || tokens.peek().is("/")
                || tokens.peek().is("//")
                || tokens.peek().is("%")) {
            Token operator = tokens.next();
            left = Operations.binary(tokens.place(operator), operator.text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = operands.unary(true);
        while (tokens.peek().is("**")) {
            Token operator = tokens.next();
            left = Operations.binary(tokens.place(operator), "**", left, operands.unary(true));
        }
        return left;
    }

    /** A filter's name and arguments, applied to a value; also used by the filter block. */
    Expression filter(Expression value) {
        return operands.filter(value);
    }
}
