package io.nightshift.inventory.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** The text of one file, by line; split only when a problem has to be shown. */
final class SourceLines {
    /** YAML 1.1's line breaks, so that the numbers agree with the parser's. */
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    private final String text;
    private String[] lines = {};

    SourceLines(String text) {
        this.text = text;
    }

    Optional<String> line(int number) {
        if (lines.length == 0) {
            lines = LINE_BREAK.split(text, -1);
        }
        return number >= 1 && number <= lines.length ? Optional.of(lines[number - 1]) : Optional.empty();
    }
}
