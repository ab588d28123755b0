package io.nightshift.core.transport.ssh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes apart a line as a shell would, but knows only blanks, quotes and backslashes. */
final class Words {
    private Words() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char next = line.charAt(at);
            if (quote != 0) {
                if (next == quote) {
                    quote = 0;
                } else if (next == '\\'
                        && quote == '"'
                        && at + 1 < line.length()
                        && "\"\\".indexOf(line.charAt(at + 1)) >= 0) {
                    word = started(word).append(line.charAt(++at));
                } else {
                    word = started(word).append(next);
                }
            } else if (next == '"' || next == '\'') {
                quote = next;
                word = started(word);
            } else if (Character.isWhitespace(next)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else if (next == '\\' && at + 1 < line.length()) {
                word = started(word).append(line.charAt(++at));
            } else {
                word = started(word).append(next);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private static StringBuilder started(@Nullable StringBuilder word) {
        return word == null ? new StringBuilder() : word;
    }
}
