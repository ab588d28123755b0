package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a variable in an INI inventory: what Python's {@code ast.literal_eval} makes of it (numbers,
 * {@code True}, {@code None}, quoted text, lists, tuples, dicts, sets), else the text itself. So {@code 0644},
 * {@code yes} and {@code true} are text there, unlike in YAML.
 */
final class PythonLiteral {
    private static final Pattern NUMBER =
            Pattern.compile("(?:0[xX](?<hex>[0-9a-fA-F_]+)|0[oO](?<octal>[0-7_]+)|0[bB](?<binary>[01_]+)"
                    + "|(?<decimal>(?:\\d+(?:_\\d+)*+)?(?:\\.(?:\\d+(?:_\\d+)*+)?)?(?:[eE][-+]?\\d+)?))(?![\\w.])");
    private static final Map<Character, String> ESCAPES = Map.of(
            'n', "\n", 't', "\t", 'r', "\r", '\\', "\\", '\'', "'", '"', "\"", 'a', "\u0007", 'b', "\b", '0', "\0");
    private static final int DEEPEST = 50;

    private final String text;
    private final Position position;
    private int at;
    private int depth;

    /** Not a literal, so it is text. Carries no stack, for it is the usual case. */
    private static final class NotALiteral extends Exception {
        NotALiteral() {
            super("not a Python literal", null, false, false);
        }
    }

    private PythonLiteral(String text, Position position) {
        this.text = text;
        this.position = position;
    }

    /** @param position where the text begins; templates in it remember it */
    static @Nullable Object parse(String text, Position position) {
        try {
            PythonLiteral literal = new PythonLiteral(text, position);
            Object value = literal.topLevel();
            literal.skipSpace();
            boolean comment = literal.at < text.length() && text.charAt(literal.at) == '#';
            if (literal.at == text.length() || comment) {
                return value;
            }
        } catch (NotALiteral e) {
            return Source.of(text, position);
        }
        return Source.of(text, position);
    }

    private @Nullable Object topLevel() throws NotALiteral {
        Object first = value();
        skipSpace();
        if (peek() != ',') {
            return first;
        }
        List<@Nullable Object> tuple = new ArrayList<>();
        tuple.add(first);
        while (accept(',')) {
            skipSpace();
            if (at < text.length() && peek() != '#') {
                tuple.add(value());
            }
            skipSpace();
        }
        return Collections.unmodifiableList(tuple);
    }

    private @Nullable Object value() throws NotALiteral {
        skipSpace();
        if (++depth > DEEPEST) {
            throw new NotALiteral();
        }
        char c = peek();
        Object value;
        if (atString()) {
            value = Source.of(string(), position);
        } else if (c == '[') {
            at++;
            value = items(']');
        } else if (c == '(') {
            at++;
            value = parenthesised();
        } else if (c == '{') {
            at++;
            value = dictOrSet();
        } else if (Character.isLetter(c)) {
            value = word();
        } else {
            value = number();
        }
        depth--;
        return value;
    }

    private @Nullable Object parenthesised() throws NotALiteral {
        skipSpace();
        if (accept(')')) {
            return List.of();
        }
        int start = at;
        Object only = value();
        skipSpace();
        if (accept(')')) {
            return only;
        }
        at = start;
        return items(')');
    }

    private List<@Nullable Object> items(char close) throws NotALiteral {
        List<@Nullable Object> items = new ArrayList<>();
        skipSpace();
        while (!accept(close)) {
            items.add(value());
            skipSpace();
            if (!accept(',') && peek() != close) {
                throw new NotALiteral();
            }
            skipSpace();
        }
        return Collections.unmodifiableList(items);
    }

    private Object dictOrSet() throws NotALiteral {
        skipSpace();
        if (accept('}')) {
            return Map.of();
        }
        int start = at;
        value();
        skipSpace();
        boolean dict = peek() == ':';
        at = start;
        return dict ? dict() : items('}');
    }

    private Map<String, @Nullable Object> dict() throws NotALiteral {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (!accept('}')) {
            Object key = value();
            skipSpace();
            if (!accept(':')) {
                throw new NotALiteral();
            }
            entries.put(String.valueOf(key), value());
            skipSpace();
            if (!accept(',') && peek() != '}') {
                throw new NotALiteral();
            }
            skipSpace();
        }
        return Collections.unmodifiableMap(entries);
    }

    private @Nullable Object word() throws NotALiteral {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        boolean ends = at == text.length() || !(Character.isDigit(text.charAt(at)) || text.charAt(at) == '_');
        String word = text.substring(start, at);
        if (ends && word.equals("True")) {
            return true;
        } else if (ends && word.equals("False")) {
            return false;
        } else if (ends && word.equals("None")) {
            return null;
        }
        throw new NotALiteral();
    }

    private Object number() throws NotALiteral {
        boolean negative = accept('-');
        if (negative || accept('+')) {
            skipSpace();
        }
        Matcher match = NUMBER.matcher(text).region(at, text.length());
        if (!match.lookingAt() || match.end() == at) {
            throw new NotALiteral();
        }
        at = match.end();
        try {
            String decimal = match.group("decimal");
            if (decimal == null) {
                return narrow(radix(match), negative);
            }
            if (decimal.matches(".*[.eE].*")) {
                double value = Double.parseDouble(decimal.replace("_", ""));
                return negative ? -value : value;
            }
            if (decimal.matches("0[0_]*[1-9].*") || decimal.endsWith("_")) {
                throw new NotALiteral();
            }
            return narrow(new BigInteger(decimal.replace("_", "")), negative);
        } catch (NumberFormatException e) {
            throw new NotALiteral();
        }
    }

    private static BigInteger radix(Matcher match) {
        String hex = match.group("hex");
        if (hex != null) {
            return new BigInteger(hex.replace("_", ""), 16);
        }
        String octal = match.group("octal");
        return octal != null
                ? new BigInteger(octal.replace("_", ""), 8)
                : new BigInteger(match.group("binary").replace("_", ""), 2);
    }

    private static Object narrow(BigInteger value, boolean negative) {
        BigInteger signed = negative ? value.negate() : value;
        return signed.bitLength() < Long.SIZE ? (Object) signed.longValue() : signed;
    }

    /** One or more quoted strings side by side, which Python joins. */
    private String string() throws NotALiteral {
        StringBuilder out = new StringBuilder();
        while (atString()) {
            boolean raw = accept('r') || accept('R');
            at += raw || isQuote(at) ? 0 : 1;
            char quote = text.charAt(at++);
            while (peek() != quote) {
                if (at >= text.length()) {
                    throw new NotALiteral();
                }
                out.append(text.charAt(at) == '\\' && !raw ? escape() : String.valueOf(text.charAt(at++)));
            }
            at++;
            skipSpace();
        }
        return out.toString();
    }

    /** True before a quote, with or without one of the prefixes r (raw) and u (no meaning today). */
    private boolean atString() {
        boolean prefix = at < text.length() && "rRuU".indexOf(text.charAt(at)) >= 0;
        return isQuote(prefix ? at + 1 : at);
    }

    private boolean isQuote(int index) {
        return index < text.length() && (text.charAt(index) == '\'' || text.charAt(index) == '"');
    }

    private String escape() throws NotALiteral {
        if (at + 1 >= text.length()) {
            throw new NotALiteral();
        }
        char kind = text.charAt(at + 1);
        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
        at += 2;
        if (digits == 0) {
            String known = ESCAPES.get(kind);
            return known == null ? "\\" + kind : known;
        }
        if (at + digits > text.length() || !text.substring(at, at + digits).matches("[0-9a-fA-F]+")) {
            throw new NotALiteral();
        }
        at += digits;
        return String.valueOf((char) Integer.parseInt(text.substring(at - digits, at), 16));
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
