package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the statements that bring in other template files. */
final class InclusionParser {
    private final TemplateParser template;
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    InclusionParser(TemplateParser template, TokenStream tokens, ExpressionParser expressions) {
        this.template = template;
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** {@code with context} or {@code without context}, and the end of the statement. */
    private boolean context(boolean otherwise) {
        boolean context = contextWords(otherwise);
        tokens.expect(Kind.BLOCK_END, "the end of the statement");
        return context;
    }

    private boolean contextWords(boolean otherwise) {
        boolean with = tokens.peek().isName("with");
        if ((with || tokens.peek().isName("without")) && tokens.peek(1).isName("context")) {
            tokens.next();
            tokens.next();
            return with;
        }
        return otherwise;
    }

    Statement include(Place place) {
        Expression name = expressions.expression();
        boolean optional = tokens.peek().isName("ignore") && tokens.peek(1).isName("missing");
        if (optional) {
            tokens.next();
            tokens.next();
        }
        boolean context = context(true);
        return Inclusion.include(place, name, template.syntax(), optional, context);
    }

    Statement importAll(Place place) {
        Expression name = expressions.expression();
        tokens.expectName("as");
        String as = tokens.expect(Kind.NAME, "a name").text();
        boolean context = context(false);
        Syntax syntax = template.syntax();
        return (evaluation, out) ->
                evaluation.frame().set(as, Inclusion.module(evaluation, place, name, syntax, context));
    }

    Statement importSome(Place place) {
        Expression name = expressions.expression();
        tokens.expectName("import");
        Map<String, String> wanted = new LinkedHashMap<>();
        while (tokens.peek().kind() == Kind.NAME && !(tokens.peek(1).isName("context") && !wanted.isEmpty())) {
            String original = tokens.next().text();
            wanted.put(
                    tokens.skipName("as") ? tokens.expect(Kind.NAME, "a name").text() : original, original);
            if (!tokens.skip(",")) {
                break;
            }
        }
        boolean context = context(false);
        return Inclusion.importNames(place, name, template.syntax(), wanted, context);
    }
}
