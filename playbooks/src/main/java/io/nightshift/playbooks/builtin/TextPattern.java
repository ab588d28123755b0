package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.PythonRegex;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression in Python's syntax, as the parameters of modules hold them. */
final class TextPattern {
    private static final Pattern REFERENCE = Pattern.compile("\\\\(?:g<(\\w+)>|(\\d{1,2})|(.))", Pattern.DOTALL);
    private static final String ESCAPES = "nrtfvab\\";
    private static final String ESCAPED = "\n\r\t\f\u000b\u0007\b\\";

    /** A text with every match replaced, and how many there were. */
    record Replaced(String text, int count) {}

    private final PythonRegex regex;

    private TextPattern(PythonRegex regex) {
        this.regex = regex;
    }

    /** A pattern that is searched line by line. */
    static TextPattern of(String expression) {
        return new TextPattern(checked(() -> PythonRegex.of(expression, false, false)));
    }

    /** A pattern whose {@code ^} and {@code $} match at every line. */
    static TextPattern multiline(String expression) {
        return new TextPattern(checked(() -> PythonRegex.of(expression, false, true)));
    }

    /** A pattern whose dot matches line ends, too. */
    static TextPattern acrossLines(String expression) {
        return of("(?s)" + expression);
    }

    boolean isIn(String text) {
        return checked(() -> regex.matcher(text).find());
    }

    /** Whether the text begins with a match. */
    boolean begins(String text) {
        return checked(() -> regex.matcher(text).lookingAt());
    }

    /** A match that is searched for with {@link Matcher#find()}. */
    Matcher matcher(String text) {
        return regex.matcher(text);
    }

    int groupNumber(String name) {
        return regex.groupNumber(name);
    }

    Replaced replaceAll(String text, String replacement) {
        return checked(() -> {
            Matcher match = regex.matcher(text);
            StringBuilder out = new StringBuilder();
            int from = 0;
            int count = 0;
            while (match.find()) {
                out.append(text, from, match.start()).append(expand(match, replacement));
                from = match.end();
                count++;
            }
            return new Replaced(out.append(text, from, text.length()).toString(), count);
        });
    }

    /** The text with {@code \1}, {@code \g<1>} and {@code \g<name>} standing for what the groups matched. */
    String expand(Matcher match, String template) {
        Matcher reference = REFERENCE.matcher(template);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (reference.find()) {
            out.append(template, from, reference.start());
            from = reference.end();
            if (reference.group(3) != null) {
                int known = ESCAPES.indexOf(reference.group(3));
                out.append(known < 0 ? reference.group() : ESCAPED.substring(known, known + 1));
            } else {
                String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
                int number = name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : groupNumber(name);
                if (number < 0 || number > match.groupCount()) {
                    throw new ModuleFailure("`" + reference.group() + "` in `" + template
                            + "` stands for a group that the regular expression does not have");
                }
                String value = match.group(number);
                out.append(value == null ? "" : value);
            }
        }
        return out.append(template, from, template.length()).toString();
    }

    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (PythonException e) {
            throw new ModuleFailure(String.valueOf(e.getMessage()));
        }
    }
}
