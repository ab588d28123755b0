package io.nightshift.playbooks.template.jmespath;

import io.nightshift.playbooks.template.python.JsonReader;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into words. */
final class QueryLexer {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final List<String> OPERATORS = List.of(
            "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", "[", "]", "{", "}", "(", ")", ".", "*", ",", ":", "@", "&",
            "|", "<", ">", "!");

    private final String text;
    private int at;

    QueryLexer(String text) {
        this.text = text;
    }

    List<QueryToken> tokens() {
        List<QueryToken> tokens = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else {
                tokens.add(next(c));
            }
        }
        tokens.add(new QueryToken("end", "the end", text.length()));
        return tokens;
    }

    private QueryToken next(char c) {
        int start = at;
        Matcher name = NAME.matcher(text).region(at, text.length());
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (name.lookingAt()) {
            at = name.end();
            return new QueryToken("name", name.group(), start);
        }
        if (number.lookingAt()) {
            at = number.end();
            return new QueryToken("number", number.group(), start);
        }
        if (c == '"') {
            Object value = JsonReader.read("\"" + quoted('"') + "\"");
            return new QueryToken("name", String.valueOf(value), start);
        }
        if (c == '\'') {
            return new QueryToken("string", quoted('\'').replace("\\'", "'"), start);
        }
        if (c == '`') {
            return new QueryToken("literal", quoted('`').replace("\\`", "`"), start);
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return new QueryToken(operator, operator, start);
            }
        }
        throw new PythonException("the query has an unexpected `" + c + "` at character " + (start + 1));
    }

    private String quoted(char quote) {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new PythonException("the query has a " + quote + " at character " + start + " that is never closed");
        }
        return text.substring(start, at++);
    }
}
