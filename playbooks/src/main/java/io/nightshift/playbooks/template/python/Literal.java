package io.nightshift.playbooks.template.python;

import org.jspecify.annotations.Nullable;

/** Reads what {@code repr()} writes: numbers, texts, lists, tuples, dictionaries, True, False and None; also JSON's true, false and null. Nothing is evaluated. */
public final class Literal {
    private final String text;
    private int at;

    private Literal(String text) {
        this.text = text;
    }

    /** @throws PythonException when the text is anything else */
    public static @Nullable Object parse(String text) {
        Literal reader = new Literal(text);
        Object value = reader.value(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.unexpected();
        }
        return value;
    }

    private PythonException unexpected() {
        return new PythonException("this is no Python literal, see character " + (at + 1));
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean skip(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private @Nullable Object value(int depth) {
        Bounds.depth(depth * 2);
        blanks();
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == '\'' || c == '"') {
            return string(c);
        }
        if (skip('[')) {
            return items(']', depth);
        }
        if (skip('(')) {
            return items(')', depth);
        }
        if (skip('{')) {
            return map(depth);
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return word(text.substring(start, at));
    }

    private @Nullable Object word(String word) {
        switch (word) {
            case "True", "true":
                return true;
            case "False", "false":
                return false;
            case "None", "null":
                return null;
            default:
                Object number = word.matches("-?(0|[1-9][0-9_]*)") ? Numbers.parseInteger(word, 10) : null;
                number = number == null && word.matches("-?[0-9.].*") ? Numbers.parseDecimal(word) : number;
                if (number == null) {
                    throw unexpected();
                }
                return number;
        }
    }

    private Object items(char end, int depth) {
        NewList items = new NewList();
        boolean comma = false;
        while (!skip(end)) {
            if (!items.isEmpty() && !comma) {
                throw unexpected();
            }
            items.add(value(depth + 1));
            comma = skip(',');
        }
        if (end == ')' && items.size() == 1 && !comma) {
            throw unexpected();
        }
        return end == ')' ? Tuple.copyOf(items) : items;
    }

    private Object map(int depth) {
        NewMap map = new NewMap();
        boolean comma = true;
        while (!skip('}')) {
            if (!comma) {
                throw unexpected();
            }
            Object key = value(depth + 1);
            if (!skip(':')) {
                throw unexpected();
            }
            map.put(key, value(depth + 1));
            comma = skip(',');
        }
        return map;
    }

    private String string(char quote) {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n') {
                throw unexpected();
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw unexpected();
        }
        return Escapes.decode(text.substring(start, at++));
    }
}
