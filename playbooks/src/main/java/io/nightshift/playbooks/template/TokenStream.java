package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import java.util.List;

/** Reads tokens one after the other and complains in one voice. */
final class TokenStream {
    private final Unit unit;
    private final List<Token> tokens;
    private int at;

    TokenStream(Unit unit, List<Token> tokens) {
        this.unit = unit;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean skip(String operator) {
        if (peek().is(operator)) {
            next();
            return true;
        }
        return false;
    }

    boolean skipName(String name) {
        if (peek().isName(name)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(String operator) {
        if (!peek().is(operator)) {
            throw unexpected("`" + operator + "`");
        }
        return next();
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("`" + name + "`");
        }
    }

    Token expect(Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return next();
    }

    Place place() {
        return place(peek());
    }

    Place place(Token token) {
        return new Place(unit, token.offset());
    }

    Unit unit() {
        return unit;
    }

    Failure unexpected(String expected) {
        return new Failure(place(), "expected " + expected + ", found " + peek().describe(), null);
    }
}
