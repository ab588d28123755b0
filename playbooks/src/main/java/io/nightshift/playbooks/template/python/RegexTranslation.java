package io.nightshift.playbooks.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites what Python's and Java's regular expressions write differently. */
final class RegexTranslation {
    private static final Pattern NAMED = Pattern.compile("\\(\\?P<(\\w+)>");
    private static final Pattern NAMED_AGAIN = Pattern.compile("\\(\\?P=(\\w+)\\)");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?([aiLmsux]+)\\)");
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");

    private final String expression;
    private final StringBuilder java = new StringBuilder();
    private final List<String> groupNames = new ArrayList<>(List.of(""));
    private int at;

    RegexTranslation(String expression) {
        this.expression = expression;
        while (at < expression.length()) {
            next();
        }
    }

    String java() {
        return java.toString();
    }

    /** Names by group number; the empty text for groups without one. */
    List<String> groupNames() {
        return groupNames;
    }

    private void next() {
        char c = expression.charAt(at);
        if (c == '\\') {
            escape(false);
        } else if (c == '[') {
            characterClass();
        } else if (c == '(') {
            group();
        } else if (c == '{') {
            Matcher repeat = REPEAT.matcher(expression).region(at, expression.length());
            if (repeat.lookingAt()
                    && !(repeat.group(1).isEmpty() && repeat.group(3).isEmpty())) {
                java.append('{')
                        .append(repeat.group(1).isEmpty() ? "0" : repeat.group(1))
                        .append(repeat.group(2))
                        .append(repeat.group(3))
                        .append('}');
                at = repeat.end();
            } else {
                java.append("\\{");
                at++;
            }
        } else {
            java.append(c == '}' ? "\\}" : String.valueOf(c));
            at++;
        }
    }

    private void group() {
        Matcher named = NAMED.matcher(expression).region(at, expression.length());
        Matcher again = NAMED_AGAIN.matcher(expression).region(at, expression.length());
        Matcher flags = FLAGS.matcher(expression).region(at, expression.length());
        if (named.lookingAt()) {
            groupNames.add(named.group(1));
            java.append('(');
            at = named.end();
        } else if (again.lookingAt()) {
            // A group of its own keeps digits that follow from being read as part of the number.
            java.append("(?:\\").append(groupNames.indexOf(again.group(1))).append(')');
            at = again.end();
        } else if (flags.lookingAt()) {
            String letters = flags.group(1).replaceAll("[aLu]", "");
            java.append(letters.isEmpty() ? "" : "(?" + letters.replace("i", "iu") + ")");
            at = flags.end();
        } else if (expression.startsWith("(?#", at)) {
            int end = expression.indexOf(')', at);
            at = end < 0 ? expression.length() : end + 1;
        } else {
            if (!expression.startsWith("(?", at)) {
                groupNames.add("");
            } else if (expression.startsWith("(?(", at)) {
                throw new PythonException("conditional groups `(?(…)…)` are not supported in regular expressions here");
            }
            java.append('(');
            at++;
        }
    }

    private void escape(boolean inClass) {
        if (at + 1 >= expression.length()) {
            throw new PythonException("`" + expression + "` ends with a single backslash");
        }
        char c = expression.charAt(at + 1);
        at += 2;
        if (c == 'Z' && !inClass) {
            java.append("\\z");
        } else if (c == '0') {
            java.append("\\x00");
        } else if (c == 'b' && inClass) {
            java.append("\\x08");
        } else if (c == 'v') {
            java.append("\\x0B");
        } else if (c == '"' || c == '\'' || c > 127) {
            java.append(c);
        } else if (Character.isLetter(c) && "AbBdDsSwWafnrtvxuU".indexOf(c) < 0) {
            throw new PythonException("`\\" + c + "` means nothing in a regular expression");
        } else {
            java.append('\\').append(c);
        }
    }

    private void characterClass() {
        java.append('[');
        at++;
        if (at < expression.length() && expression.charAt(at) == '^') {
            java.append('^');
            at++;
        }
        boolean first = true;
        while (at < expression.length() && (first || expression.charAt(at) != ']')) {
            char c = expression.charAt(at);
            first = false;
            if (c == '\\') {
                escape(true);
                continue;
            }
            // Java gives a meaning to these inside brackets, Python does not.
            java.append(c == '[' || c == ']' || c == '&' || c == '^' ? "\\" + c : String.valueOf(c));
            at++;
        }
        if (at >= expression.length()) {
            throw new PythonException("`" + expression + "` has a `[` that is never closed");
        }
        java.append(']');
        at++;
    }
}
