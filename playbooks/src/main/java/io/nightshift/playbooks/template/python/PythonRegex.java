package io.nightshift.playbooks.template.python;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression in Python's syntax, run by Java's engine with a bound on the work it may do. */
public final class PythonRegex {
    private static final int KEPT = 2_000;
    private static final Map<String, PythonRegex> CACHE =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, PythonRegex> eldest) {
                    return size() > KEPT;
                }
            });

    private final Pattern pattern;
    private final List<String> groupNames;

    private PythonRegex(Pattern pattern, List<String> groupNames) {
        this.pattern = pattern;
        this.groupNames = groupNames;
    }

    public static PythonRegex of(String expression, boolean ignoreCase, boolean multiline) {
        String key = (ignoreCase ? "i" : "-") + (multiline ? "m" : "-") + expression;
        PythonRegex known = CACHE.get(key);
        if (known == null) {
            known = compile(expression, ignoreCase, multiline);
            CACHE.put(key, known);
        }
        return known;
    }

    private static PythonRegex compile(String expression, boolean ignoreCase, boolean multiline) {
        RegexTranslation translation = new RegexTranslation(expression);
        int flags = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
        flags |= ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        flags |= multiline ? Pattern.MULTILINE : 0;
        try {
            return new PythonRegex(Pattern.compile(translation.java(), flags), translation.groupNames());
        } catch (PatternSyntaxException problem) {
            throw new PythonException("`" + expression + "` is no regular expression: " + problem.getDescription());
        }
    }

    /** A search through the text; stops with an error when it would take too long. */
    public Matcher matcher(String text) {
        return pattern.matcher(new GuardedText(text));
    }

    /** {@code re.sub}. */
    public String replace(String text, String replacement, int count, boolean[] replaced) {
        RegexReplacement by = new RegexReplacement(replacement, this);
        Matcher matcher = matcher(text);
        StringBuilder out = new StringBuilder();
        int end = 0;
        int done = 0;
        while ((count == 0 || done < count) && matcher.find()) {
            out.append(text, end, matcher.start());
            by.append(out, matcher);
            Bounds.text(out.length());
            end = matcher.end();
            done++;
        }
        replaced[0] = done > 0;
        return out.append(text, end, text.length()).toString();
    }

    /** The number of a named group, or -1. */
    public int groupNumber(String name) {
        return groupNames.indexOf(name);
    }

    /** The text of a group; null when it took no part in the match. */
    static @Nullable String group(Matcher match, int number) {
        if (number < 0 || number > match.groupCount()) {
            throw new PythonException("the regular expression has no group " + number);
        }
        return match.group(number);
    }

    /** {@code \\1}, {@code \\g<1>} or {@code \\g<name>} as {@code regex_search} takes them. */
    public @Nullable String group(Matcher match, String reference) {
        String name = reference.startsWith("\\g<") && reference.endsWith(">")
                ? reference.substring(3, reference.length() - 1)
                : reference.startsWith("\\") ? reference.substring(1) : null;
        if (name == null || name.isEmpty()) {
            throw new PythonException("`" + reference + "` names no group", "write '\\\\1' or '\\\\g<name>'");
        }
        int number = name.matches("\\d+") ? Integer.parseInt(name) : groupNumber(name);
        if (number < 0) {
            throw new PythonException("the regular expression has no group `" + name + "`");
        }
        return group(match, number);
    }

    /** Counts what the engine looks at. */
    private static final class GuardedText implements CharSequence {
        private static final long MOST = 50_000_000L;

        private final String text;
        private long looks;

        GuardedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST) {
                throw new PythonException(
                        "the regular expression takes too long on this text",
                        "avoid repeats inside repeats, such as (a+)+");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
