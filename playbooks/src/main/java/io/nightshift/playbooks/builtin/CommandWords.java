package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;

/** Splits command lines into words as a POSIX shell would. */
final class CommandWords {
    private CommandWords() {}

    /** The words of a command line, with quotes and backslashes taken off; nothing is expanded. */
    static List<String> split(String line) {
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
