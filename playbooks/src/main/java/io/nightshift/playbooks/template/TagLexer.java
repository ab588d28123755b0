package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import io.nightshift.playbooks.template.python.Escapes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the words of one tag, or of a bare expression, up to its end mark. */
final class TagLexer {
    private static final Pattern DECIMAL =
            Pattern.compile("\\d+(_\\d+)*((\\.\\d+(_\\d+)*)?[eE][+-]?\\d+(_\\d+)*|\\.\\d+(_\\d+)*)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](_?[01])+|0[oO](_?[0-7])+|0[xX](_?[0-9a-fA-F])+|\\d+(_\\d+)*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*");
    private static final List<String> OPERATORS = List.of(
            "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final Unit unit;
    private final String text;
    private final @Nullable String endMark;
    private final boolean plainBackslashes;
    private final Deque<Token> open = new ArrayDeque<>();
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int end = -1;
    private char sign = ' ';

    TagLexer(Unit unit, int start, @Nullable String endMark, boolean plainBackslashes) {
        this.unit = unit;
        this.text = unit.text();
        this.at = start;
        this.endMark = endMark;
        this.plainBackslashes = plainBackslashes;
    }

    boolean closed() {
        return end >= 0;
    }

    /** Where the end mark, or the sign before it, begins. */
    int end() {
        return end;
    }

    int closeLength() {
        return (sign == ' ' ? 0 : 1) + (endMark == null ? 0 : endMark.length());
    }

    char closeSign() {
        return sign;
    }

    List<Token> read() {
        while (at < text.length() && !atEnd()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                string(c);
            } else if (!match(NAME, Kind.NAME) && !number()) {
                operator();
            }
        }
        if (!open.isEmpty() && endMark == null) {
            throw new Failure(
                    new Place(unit, open.element().offset()),
                    "`" + open.element().text() + "` is never closed",
                    null);
        }
        return tokens;
    }

    private boolean atEnd() {
        if (endMark == null || !open.isEmpty()) {
            return false;
        }
        char c = text.charAt(at);
        boolean signed = (c == '-' || c == '+') && text.startsWith(endMark, at + 1);
        if (signed || text.startsWith(endMark, at)) {
            sign = signed ? c : ' ';
            end = at;
            return true;
        }
        return false;
    }

    private boolean number() {
        boolean afterDot = at > 0 && text.charAt(at - 1) == '.';
        return (!afterDot && match(DECIMAL, Kind.DECIMAL)) || match(INTEGER, Kind.INTEGER);
    }

    private boolean match(Pattern pattern, Kind kind) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), at));
        at = matcher.end();
        return true;
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                Token token = new Token(Kind.OPERATOR, operator, at);
                balance(token);
                tokens.add(token);
                at += operator.length();
                return;
            }
        }
        throw new Failure(
                new Place(unit, at), "unexpected character `" + Character.toString(text.codePointAt(at)) + "`", null);
    }

    private void balance(Token token) {
        int opening = "([{".indexOf(token.text());
        int closing = ")]}".indexOf(token.text());
        if (opening >= 0) {
            open.push(token);
        } else if (closing >= 0 && token.text().length() == 1) {
            if (open.isEmpty()) {
                throw new Failure(new Place(unit, at), "`" + token.text() + "` closes nothing", null);
            }
            Token start = open.pop();
            if ("([{".indexOf(start.text()) != closing) {
                throw new Failure(
                        new Place(unit, at), "`" + token.text() + "` does not close `" + start.text() + "`", null);
            }
        }
    }

    private void string(char quote) {
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new Failure(new Place(unit, start), "this text has no closing quote", null);
        }
        String inner = text.substring(start + 1, at++);
        tokens.add(new Token(
                Kind.STRING,
                plainBackslashes ? inner.replace("\\" + quote, String.valueOf(quote)) : Escapes.decode(inner),
                start));
    }
}
