package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a whole template: text, printed expressions and statements. */
final class TemplateParser {
    private static final int DEEPEST = 100;

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final StatementParser statements;
    private final Syntax syntax;
    private int depth;

    TemplateParser(Unit unit, Syntax syntax, References.Collector references) {
        this.tokens = new TokenStream(unit, new Lexer(unit, syntax).template());
        this.expressions = new ExpressionParser(tokens, references, false);
        this.syntax = syntax;
        this.statements = new StatementParser(this, tokens, expressions);
    }

    Syntax syntax() {
        return syntax;
    }

    Statement parse() {
        Statement body = until(Set.of());
        if (tokens.peek().kind() != Kind.END) {
            tokens.next();
            throw new Failure(
                    tokens.place(), "unexpected `" + tokens.peek().text() + "`", "nothing is open that it could end");
        }
        return body;
    }

    /** Reads up to a statement with one of these names, and leaves the stream at that name, inside the tag. */
    Statement until(Set<String> ends) {
        if (++depth > DEEPEST) {
            throw new Failure(tokens.place(), "statements are nested too deeply", null);
        }
        List<Statement> body = new ArrayList<>();
        while (tokens.peek().kind() != Kind.END) {
            Token token = tokens.peek();
            if (token.kind() == Kind.TEXT) {
                tokens.next();
                String text = token.text();
                body.add((evaluation, out) -> out.text(text));
            } else if (token.kind() == Kind.PRINT_START) {
                tokens.next();
                body.add(print(tokens.place()));
            } else {
                String name = tokens.peek(1).text();
                if (ends.contains(name)) {
                    tokens.next();
                    break;
                }
                if (name.startsWith("end") || name.equals("else") || name.equals("elif")) {
                    tokens.next();
                    throw new Failure(tokens.place(), "unexpected `" + name + "`" + expected(ends), null);
                }
                tokens.next();
                body.add(statements.read());
            }
        }
        depth--;
        return Statement.sequence(body);
    }

    private static String expected(Set<String> ends) {
        return ends.isEmpty() ? "" : ", expected `" + String.join("` or `", new java.util.TreeSet<>(ends)) + "`";
    }

    private Statement print(Place place) {
        Expression value = expressions.tuple();
        tokens.expect(Kind.PRINT_END, "the end of the expression");
        return (evaluation, out) -> {
            evaluation.step(place);
            Object result = value.evaluate(evaluation);
            if (result instanceof Undefined undefined && !undefined.isEmpty()) {
                throw undefined.whenRead();
            }
            out.value(result instanceof Undefined ? "" : result);
        };
    }
}
