package io.nightshift.playbooks.builtin;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A shell pattern of {@code *}, {@code ?} and {@code [...]} for names that are not paths. */
final class Wildcard {
    private final Pattern pattern;

    private Wildcard(Pattern pattern) {
        this.pattern = pattern;
    }

    static boolean isWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    static Wildcard of(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int close = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                String set = text.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return new Wildcard(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) { // such as [z-a], which matches nothing in a shell either
            return new Wildcard(Pattern.compile(Pattern.quote(text)));
        }
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
