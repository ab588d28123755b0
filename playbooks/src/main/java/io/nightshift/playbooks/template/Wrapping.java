package io.nightshift.playbooks.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code wordwrap}: breaks long lines at blanks. */
final class Wrapping {
    private static final Pattern CHUNK = Pattern.compile("\\s+|\\S+");

    private Wrapping() {}

    static String wrap(String text, int width, boolean breakLongWords, String separator) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.addAll(line.isBlank() ? List.of("") : wrapLine(line, Math.max(1, width), breakLongWords));
        }
        if (text.endsWith("\n")) {
            lines.remove(lines.size() - 1);
        }
        return String.join(separator, lines);
    }

    private static List<String> wrapLine(String line, int width, boolean breakLongWords) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        Matcher chunks = CHUNK.matcher(line);
        while (chunks.find()) {
            String chunk = chunks.group();
            if (current.length() + chunk.length() > width && !current.isEmpty()) {
                lines.add(current.toString().stripTrailing());
                current.setLength(0);
            }
            if (chunk.isBlank() && current.isEmpty() && !lines.isEmpty()) {
                continue;
            }
            while (breakLongWords && chunk.length() > width) {
                lines.add(chunk.substring(0, width));
                chunk = chunk.substring(width);
            }
            current.append(chunk);
        }
        if (!current.toString().isBlank()) {
            lines.add(current.toString().stripTrailing());
        }
        return lines;
    }
}
