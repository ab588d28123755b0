package io.nightshift.playbooks.template.python;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The replacement text of {@code re.sub}: {@code \1}, {@code \g<name>} and the usual escapes. */
final class RegexReplacement {
    private static final Pattern REFERENCE = Pattern.compile("\\\\(?:g<(\\w+)>|([1-9]\\d?)|(.))", Pattern.DOTALL);

    private final String text;
    private final PythonRegex regex;

    RegexReplacement(String text, PythonRegex regex) {
        this.text = text;
        this.regex = regex;
    }

    void append(StringBuilder out, Matcher match) {
        Matcher reference = REFERENCE.matcher(text);
        int end = 0;
        while (reference.find()) {
            out.append(text, end, reference.start());
            end = reference.end();
            if (reference.group(3) != null) {
                out.append(escape(reference.group(3)));
            } else {
                String value = group(match, reference.group(1), reference.group(2));
                out.append(value == null ? "" : value);
            }
        }
        out.append(text, end, text.length());
    }

    private @Nullable String group(Matcher match, @Nullable String name, @Nullable String number) {
        if (number != null) {
            return PythonRegex.group(match, Integer.parseInt(number));
        }
        return regex.group(match, "\\g<" + name + ">");
    }

    private static String escape(String letter) {
        int known = "abfnrtv\\0".indexOf(letter);
        if (known >= 0) {
            return String.valueOf("\u0007\b\f\n\r\t\u000b\\\0".charAt(known));
        }
        if (Character.isLetter(letter.charAt(0)) && letter.charAt(0) < 128) {
            throw new PythonException("`\\" + letter + "` means nothing in a replacement");
        }
        return "\\" + letter;
    }
}
