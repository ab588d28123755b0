package io.nightshift.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of an INI inventory into words by the rules of Python's shlex (POSIX mode, with comments), which
 * Ansible uses there: quotes group, a backslash escapes, {@code #} begins a comment even in the middle of a word.
 */
final class ShellWords {
    private final String line;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int wordStart = -1;
    private int cutWord = -1;
    private int openQuote = -1;

    /** A word with the column (from 0) where it begins. */
    record Word(String text, int start) {}

    private ShellWords(String line) {
        this.line = line;
    }

    static ShellWords split(String line) {
        ShellWords words = new ShellWords(line);
        words.scan();
        return words;
    }

    List<Word> words() {
        return List.copyOf(words);
    }

    /** The column of a quote that is never closed, or -1. */
    int openQuote() {
        return openQuote;
    }

    /** The column of a {@code #} that cut a word in two, or -1. */
    int cutWord() {
        return cutWord;
    }

    private void scan() {
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '#') {
                cutWord = wordStart >= 0 ? i : -1;
                break;
            } else if (Character.isWhitespace(c)) {
                endWord();
                i++;
            } else {
                wordStart = wordStart < 0 ? i : wordStart;
                i = c == '\'' || c == '"' ? quoted(i) : plain(i);
            }
        }
        endWord();
    }

    private int plain(int at) {
        char c = line.charAt(at);
        if (c == '\\' && at + 1 < line.length()) {
            current.append(line.charAt(at + 1));
            return at + 2;
        }
        current.append(c);
        return at + 1;
    }

    private int quoted(int open) {
        char quote = line.charAt(open);
        int i = open + 1;
        while (i < line.length() && line.charAt(i) != quote) {
            char c = line.charAt(i);
            boolean escape = quote == '"' && c == '\\' && i + 1 < line.length();
            if (escape && (line.charAt(i + 1) == '"' || line.charAt(i + 1) == '\\')) {
                i++;
                c = line.charAt(i);
            }
            current.append(c);
            i++;
        }
        if (i >= line.length()) {
            openQuote = open;
        }
        return i + 1;
    }

    private void endWord() {
        if (wordStart >= 0) {
            words.add(new Word(current.toString(), wordStart));
            current.setLength(0);
            wordStart = -1;
        }
    }
}
