package io.nightshift.core.simulator;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Words in a line of a script or an answer, whatever is in them; a line is one thing to do. */
final class Words {
    private static final String EMPTY = "%";

    private Words() {}

    static String line(Object... words) {
        return Arrays.stream(words).map(word -> write(String.valueOf(word))).collect(Collectors.joining(" "));
    }

    static List<String> of(String line) {
        return Arrays.stream(line.split(" ")).map(Words::read).toList();
    }

    private static String write(String word) {
        return word.isEmpty() ? EMPTY : URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private static String read(String word) {
        return word.equals(EMPTY) ? "" : URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
