package io.nightshift.playbooks.template.jmespath;

import io.nightshift.playbooks.template.python.JsonReader;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query by precedence: pipe, or, and, comparison, flatten, projections, then the dot. */
final class QueryParser {
    private static final Map<String, Integer> POWER = Map.ofEntries(
            Map.entry("|", 1),
            Map.entry("||", 2),
            Map.entry("&&", 3),
            Map.entry("==", 5),
            Map.entry("!=", 5),
            Map.entry("<", 5),
            Map.entry("<=", 5),
            Map.entry(">", 5),
            Map.entry(">=", 5),
            Map.entry("[]", 9),
            Map.entry("*", 20),
            Map.entry("[?", 21),
            Map.entry(".", 40),
            Map.entry("[", 55));
    private static final int PROJECTION_STOP = 10;
    private static final int DEEPEST = 100;

    private final List<QueryToken> tokens;
    private int at;
    private int depth;

    QueryParser(String text) {
        this.tokens = new QueryLexer(text).tokens();
    }

    Query parse() {
        Query query = expression(0);
        expect("end");
        return query;
    }

    private QueryToken peek() {
        return tokens.get(at);
    }

    private QueryToken next() {
        return tokens.get(at++);
    }

    private boolean skip(String kind) {
        if (peek().is(kind)) {
            at++;
            return true;
        }
        return false;
    }

    private QueryToken expect(String kind) {
        if (!peek().is(kind)) {
            throw new PythonException("the query has an unexpected `" + peek().text() + "` at character "
                    + (peek().offset() + 1) + ", expected " + kind);
        }
        return peek().is("end") ? peek() : next();
    }

    private int power() {
        return POWER.getOrDefault(peek().kind(), 0);
    }

    private Query expression(int power) {
        if (++depth > DEEPEST) {
            throw new PythonException("the query is nested too deeply");
        }
        Query left = beginning(next());
        while (power < power()) {
            left = continued(left, next());
        }
        depth--;
        return left;
    }

    private Query beginning(QueryToken token) {
        switch (token.kind()) {
            case "name":
                return peek().is("(") ? function(token) : Queries.field(token.text());
            case "string":
                return value -> token.text();
            case "literal":
                Object literal = literal(token.text());
                return value -> literal;
            case "@":
                return value -> value;
            case "*":
                return Queries.projection(Queries.values(value -> value), projected(20));
            case "[]":
                return Queries.projection(Queries.flattened(value -> value), projected(9));
            case "[?":
                return filter(value -> value);
            case "!":
                Query negated = expression(45);
                return value -> !Queries.truth(negated.search(value));
            case "(":
                Query inner = expression(0);
                expect(")");
                return inner;
            case "{":
                return map();
            case "[":
                return peek().is("number")
                                || peek().is(":")
                                || (peek().is("*") && tokens.get(at + 1).is("]"))
                        ? bracket(value -> value)
                        : list();
            default:
                throw new PythonException(
                        "the query has an unexpected `" + token.text() + "` at character " + (token.offset() + 1));
        }
    }

    private static @Nullable Object literal(String text) {
        try {
            return JsonReader.read(text);
        } catch (PythonException plainText) {
            return text.strip();
        }
    }

    private Query continued(Query left, QueryToken operator) {
        switch (operator.kind()) {
            case ".":
                if (skip("*")) {
                    return Queries.projection(Queries.values(left), projected(20));
                }
                return Queries.chain(left, afterDot(40));
            case "|":
                return Queries.chain(left, expression(1));
            case "||":
                return Queries.or(left, expression(2));
            case "&&":
                return Queries.and(left, expression(3));
            case "[]":
                return Queries.projection(Queries.flattened(left), projected(9));
            case "[?":
                return filter(left);
            case "[":
                return bracket(left);
            default:
                return Queries.compare(operator.kind(), left, expression(5));
        }
    }

    /** What is applied to each item of a projection. */
    private Query projected(int power) {
        if (power() < PROJECTION_STOP) {
            return value -> value;
        }
        if (peek().is("[") || peek().is("[?")) {
            return expression2(power);
        }
        expect(".");
        return afterDot(power);
    }

    /** An expression whose first operand is the item itself. */
    private Query expression2(int power) {
        Query left = continued(value -> value, next());
        while (power < power()) {
            left = continued(left, next());
        }
        return left;
    }

    private Query afterDot(int power) {
        if (skip("[")) {
            return list();
        }
        if (skip("{")) {
            return map();
        }
        if (!peek().is("name") && !peek().is("*")) {
            expect("name");
        }
        return expression(power);
    }

    private Query bracket(Query left) {
        if (peek().is("*")) {
            next();
            expect("]");
            return Queries.projection(Queries.list(left), projected(20));
        }
        List<@Nullable Long> parts = new ArrayList<>();
        parts.add(peek().is("number") ? (Long) Long.parseLong(next().text()) : null);
        while (skip(":") && parts.size() < 3) {
            parts.add(peek().is("number") ? (Long) Long.parseLong(next().text()) : null);
        }
        expect("]");
        if (parts.size() == 1) {
            return Queries.index(left, parts.get(0));
        }
        return Queries.projection(
                Queries.slice(left, parts.get(0), parts.get(1), parts.size() > 2 ? parts.get(2) : null), projected(20));
    }

    private Query filter(Query left) {
        Query condition = expression(0);
        expect("]");
        Query right = peek().is("[]") ? value -> value : projected(21);
        return Queries.projection(Queries.filtered(left, condition), right);
    }

    private Query list() {
        List<Query> items = new ArrayList<>();
        do {
            items.add(expression(0));
        } while (skip(","));
        expect("]");
        return Queries.several(items);
    }

    private Query map() {
        Map<String, Query> entries = new LinkedHashMap<>();
        do {
            String key = expect("name").text();
            expect(":");
            entries.put(key, expression(0));
        } while (skip(","));
        expect("}");
        return Queries.named(entries);
    }

    private Query function(QueryToken name) {
        expect("(");
        List<Query> arguments = new ArrayList<>();
        while (!peek().is(")")) {
            if (skip("&")) {
                Query reference = expression(0);
                arguments.add(value -> reference);
            } else {
                arguments.add(expression(0));
            }
            if (!skip(",")) {
                break;
            }
        }
        expect(")");
        return QueryFunctions.named(name.text(), arguments);
    }
}
