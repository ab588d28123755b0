package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Splits command lines into words as a POSIX shell would, and takes Ansible's own words out of free text. */
public final class CommandWords {
    /** Words of the form {@code NAME=VALUE} in free text that are parameters of the module, not part of the command. */
    private static final Set<String> PARAMETERS = Set.of(
            "creates", "removes", "chdir", "executable", "warn", "stdin", "stdin_add_newline", "strip_empty_ends");

    private CommandWords() {}

    /** The words of a command line, with quotes and backslashes taken off; nothing is expanded. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at >= line.length()) {
                return words;
            }
            int end = end(line, at);
            words.add(unquote(line.substring(at, end)));
            if (isOpen(line.substring(at, end))) {
                throw new ModuleFailure("a quotation mark is not closed: " + line.substring(at));
            }
            at = end;
        }
    }

    /**
     * Parts free text such as {@code make install chdir=/usr/src creates=/usr/bin/it} into parameters, and the command under
     * {@code rest}, whose own spacing and quotes stay as they are.
     */
    public static Map<String, String> parameters(String text, String rest) {
        Map<String, String> parameters = new LinkedHashMap<>();
        StringBuilder command = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int word = at;
            at = at < text.length() ? end(text, at) : at;
            int equals = text.indexOf('=', word);
            if (equals > word && equals < at && PARAMETERS.contains(text.substring(word, equals))) {
                parameters.put(text.substring(word, equals), unquote(text.substring(equals + 1, at)));
            } else {
                command.append(text, start, at);
            }
        }
        parameters.put(rest, command.toString().strip());
        return parameters;
    }

    private static int end(String text, int from) {
        char quote = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                return at;
            }
            at++;
        }
        return Math.min(at, text.length());
    }

    private static boolean isOpen(String word) {
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return quote != 0;
    }

    private static String unquote(String word) {
        StringBuilder plain = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' && quote == 0 && i + 1 < word.length()) {
                plain.append(word.charAt(++i));
            } else if (c == '\\' && quote == '"' && i + 1 < word.length() && "\"\\".indexOf(word.charAt(i + 1)) >= 0) {
                plain.append(word.charAt(++i));
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
