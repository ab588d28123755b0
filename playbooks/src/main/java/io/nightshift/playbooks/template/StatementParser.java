package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.playbooks.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one statement; the stream stands at its name. */
final class StatementParser {
    private static final List<String> NAMES = List.of(
            "for",
            "if",
            "set",
            "macro",
            "call",
            "filter",
            "include",
            "import",
            "from",
            "extends",
            "block",
            "with",
            "do",
            "raw",
            "break",
            "continue",
            "autoescape");

    private final TemplateParser template;
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final InclusionParser inclusions;

    StatementParser(TemplateParser template, TokenStream tokens, ExpressionParser expressions) {
        this.template = template;
        this.tokens = tokens;
        this.expressions = expressions;
        this.inclusions = new InclusionParser(template, tokens, expressions);
    }

    Statement read() {
        Place place = tokens.place();
        String name = tokens.expect(Kind.NAME, "the name of a statement").text();
        return switch (name) {
            case "if" -> ifStatement();
            case "for" -> forStatement();
            case "set" -> set();
            case "with" -> with();
            case "do" -> doStatement();
            case "macro" -> macro(place);
            case "call" -> call(place);
            case "filter" -> filter();
            case "block" -> block(place);
            case "extends" -> Inheritance.extend(place, ended(expressions.expression()), template.syntax());
            case "include" -> inclusions.include(place);
            case "import" -> inclusions.importAll(place);
            case "from" -> inclusions.importSome(place);
            case "autoescape" -> autoescape();
            case "break", "continue" -> {
                end();
                yield Loops.jump(name);
            }
            default ->
                throw new Failure(
                        place,
                        "there is no statement `" + name + "`",
                        DidYouMean.closest(name, NAMES)
                                .map(word -> "did you mean `" + word + "`?")
                                .orElse(null));
        };
    }

    private void end() {
        tokens.expect(Kind.BLOCK_END, "the end of the statement");
    }

    private <T> T ended(T value) {
        end();
        return value;
    }

    /** The statements up to the end tag with this name. */
    private Statement body(String endName) {
        Statement body = template.until(Set.of(endName));
        tokens.expectName(endName);
        end();
        return body;
    }

    private Statement ifStatement() {
        List<Expression> tests = new ArrayList<>();
        List<Statement> bodies = new ArrayList<>();
        Statement otherwise = null;
        String next = "elif";
        while (next.equals("elif")) {
            tests.add(ended(expressions.tuple()));
            bodies.add(template.until(Set.of("elif", "else", "endif")));
            next = tokens.expect(Kind.NAME, "`endif`").text();
        }
        if (next.equals("else")) {
            end();
            otherwise = template.until(Set.of("endif"));
            tokens.expectName("endif");
        }
        end();
        return Loops.choice(tests, bodies, otherwise);
    }

    private Statement forStatement() {
        Target target = target(false);
        tokens.expectName("in");
        Place listPlace = tokens.place();
        Expression list = tupleOfOr();
        Expression filter = tokens.skipName("if") ? expressions.expression() : null;
        boolean recursive = tokens.skipName("recursive");
        end();
        Statement body = template.until(Set.of("else", "endfor"));
        Statement otherwise = null;
        if (tokens.skipName("else")) {
            end();
            otherwise = template.until(Set.of("endfor"));
        }
        tokens.expectName("endfor");
        end();
        return new For(listPlace, target, list, filter, body, otherwise, recursive);
    }

    private Expression tupleOfOr() {
        Place place = tokens.place();
        Expression first = expressions.or();
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skip(",") && tokens.peek().kind() != Kind.BLOCK_END) {
            items.add(expressions.or());
        }
        return Literals.tuple(place, items);
    }

    private Target target(boolean attributes) {
        Place place = tokens.place();
        List<Target> targets = new ArrayList<>();
        boolean several = false;
        do {
            if (!targets.isEmpty()
                    && tokens.peek().kind() != Kind.NAME
                    && !tokens.peek().is("(")) {
                break;
            }
            targets.add(oneTarget(attributes));
            several |= tokens.peek().is(",");
        } while (tokens.skip(","));
        return several ? Target.several(place, targets) : targets.get(0);
    }

    private Target oneTarget(boolean attributes) {
        if (tokens.skip("(")) {
            Target inner = target(false);
            tokens.expect(")");
            return inner;
        }
        Token name = tokens.expect(Kind.NAME, "a name");
        if (attributes && tokens.skip(".")) {
            return Target.namespace(
                    tokens.place(name),
                    name.text(),
                    tokens.expect(Kind.NAME, "a name").text());
        }
        return Target.name(name.text());
    }

    private Statement set() {
        Target target = target(true);
        if (tokens.skip("=")) {
            Expression value = ended(expressions.tuple());
            return (evaluation, out) -> target.assign(evaluation, value.evaluate(evaluation));
        }
        Expression[] filters = filterChain();
        end();
        Statement body = body("endset");
        return (evaluation, out) -> target.assign(evaluation, Blocks.captured(evaluation, body, filters));
    }

    private Expression[] filterChain() {
        List<Expression> filters = new ArrayList<>();
        while (tokens.skip("|")) {
            filters.add(expressions.filter(Blocks.CAPTURED));
        }
        return filters.toArray(new Expression[0]);
    }

    private Statement filter() {
        List<Expression> filters = new ArrayList<>();
        do {
            filters.add(expressions.filter(Blocks.CAPTURED));
        } while (tokens.skip("|"));
        end();
        Statement body = body("endfilter");
        Expression[] chain = filters.toArray(new Expression[0]);
        return (evaluation, out) -> out.value(Blocks.captured(evaluation, body, chain));
    }

    private Statement with() {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (tokens.peek().kind() != Kind.BLOCK_END) {
            targets.add(oneTarget(false));
            tokens.expect("=");
            values.add(expressions.expression());
            tokens.skip(",");
        }
        end();
        return Blocks.with(targets, values, body("endwith"));
    }

    private Statement doStatement() {
        Expression value = ended(expressions.tuple());
        return (evaluation, out) -> value.evaluate(evaluation);
    }

    private Statement autoescape() {
        ended(expressions.expression());
        return body("endautoescape");
    }

    /** The parameters of a macro, with their defaults. */
    private Map<String, @Nullable Expression> signature() {
        Map<String, @Nullable Expression> parameters = new LinkedHashMap<>();
        tokens.expect("(");
        while (!tokens.peek().is(")")) {
            String name = tokens.expect(Kind.NAME, "a parameter").text();
            parameters.put(name, tokens.skip("=") ? expressions.expression() : null);
            if (!tokens.skip(",")) {
                break;
            }
        }
        tokens.expect(")");
        return parameters;
    }

    private Statement macro(Place place) {
        String name = tokens.expect(Kind.NAME, "the name of the macro").text();
        Map<String, @Nullable Expression> parameters = ended(signature());
        Statement body = body("endmacro");
        return (evaluation, out) -> evaluation.frame().set(name, new Macro(name, parameters, body, evaluation, place));
    }

    private Statement call(Place place) {
        Map<String, @Nullable Expression> parameters = tokens.peek().is("(") ? signature() : Map.of();
        Expression called = ended(expressions.expression());
        Statement body = body("endcall");
        return (evaluation, out) -> out.value(
                Blocks.callWith(evaluation, called, new Macro("caller", parameters, body, evaluation, place)));
    }

    private Statement block(Place place) {
        String name = tokens.expect(Kind.NAME, "the name of the block").text();
        boolean scoped = tokens.skipName("scoped");
        tokens.skipName("required");
        end();
        Statement body = template.until(Set.of("endblock"));
        tokens.expectName("endblock");
        tokens.skipName(name);
        end();
        return Inheritance.block(place, name, body, scoped);
    }
}
