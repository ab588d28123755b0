package io.nightshift.playbooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the old inline form {@code src=a dest="b c" mode={{ m }}} into words, leaving quotes and templates whole. */
final class KeyValueText {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:U[0-9A-Fa-f]{8}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[\\\\'\"abfnrtv])");

    private KeyValueText() {}

    /** What was found: the pairs, and the words that are none. */
    record Parts(Map<String, String> pairs, List<String> rest) {}

    static Parts read(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (String word : words(text)) {
            Matcher pair = PAIR.matcher(word);
            if (pair.matches()) {
                pairs.put(pair.group(1), unquoted(unescaped(pair.group(2))));
            } else if (!word.isEmpty()) {
                rest.add(word);
            }
        }
        return new Parts(pairs, rest);
    }

    /**
     * A command with trailing or leading {@code chdir=…} words: those of the given names are taken out, the rest stays exactly as
     * written.
     */
    static Parts readCommand(String text, java.util.Set<String> options) {
        Map<String, String> pairs = new LinkedHashMap<>();
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (int[] span : spans(text)) {
            String word = text.substring(span[0], span[1]);
            Matcher pair = PAIR.matcher(word);
            if (pair.matches() && options.contains(pair.group(1))) {
                pairs.put(pair.group(1), unquoted(unescaped(pair.group(2))));
                rest.append(text, from, span[0]);
                from = span[1];
                while (from < text.length() && text.charAt(from) == ' ') {
                    from++;
                }
            }
        }
        rest.append(text.substring(Math.min(from, text.length())));
        return new Parts(pairs, List.of(rest.toString().strip()));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (int[] span : spans(text)) {
            words.add(text.substring(span[0], span[1]));
        }
        return words;
    }

    private static List<int[]> spans(String text) {
        List<int[]> spans = new ArrayList<>();
        int start = -1;
        char quote = 0;
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c);
            if (start < 0 && !space) {
                start = i;
            }
            if (quote != 0) {
                if (c == '\\' && i + 1 < text.length()) {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (braces > 0) {
                braces += text.startsWith("}}", i) || text.startsWith("%}", i) ? -1 : opens(text, i) ? 1 : 0;
            } else if (opens(text, i)) {
                braces = 1;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (space && start >= 0) {
                spans.add(new int[] {start, i});
                start = -1;
            }
        }
        if (start >= 0) {
            spans.add(new int[] {start, text.length()});
        }
        return spans;
    }

    private static boolean opens(String text, int at) {
        return text.startsWith("{{", at) || text.startsWith("{%", at);
    }

    /** Escapes such as {@code \\n} and {@code \\u00e9} become what they stand for, in and out of quotes, as in Ansible; others stay. */
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group())));
    }

    private static String meaning(String escape) {
        if (escape.length() > 2) {
            int code = Integer.parseUnsignedInt(escape.substring(2), 16);
            return Character.isValidCodePoint(code) ? Character.toString(code) : escape;
        }
        int at = "abfnrtv".indexOf(escape.charAt(1));
        return at < 0 ? escape.substring(1) : String.valueOf("\u0007\b\f\n\r\t\u000b".charAt(at));
    }

    private static String unquoted(String value) {
        if (value.length() >= 2) {
            char first = value.charAt(0);
            if ((first == '"' || first == '\'') && value.charAt(value.length() - 1) == first) {
                return value.substring(1, value.length() - 1).replace("\\" + first, String.valueOf(first));
            }
        }
        return value;
    }
}
