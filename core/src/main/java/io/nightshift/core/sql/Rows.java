package io.nightshift.core.sql;

import java.util.ArrayList;
import java.util.List;

/** How a row and its values are called in messages. */
final class Rows {
    private static final int SHOWN = 60;

    private Rows() {}

    /** Such as {@code id = 5, language = de}. */
    static String title(List<Column> key, List<String> values) {
        List<String> parts = new ArrayList<>();
        for (int n = 0; n < key.size(); n++) {
            parts.add(key.get(n).name() + " = " + shorten(values.get(n)));
        }
        return String.join(", ", parts);
    }

    static String shorten(String text) {
        if (text.codePointCount(0, text.length()) <= SHOWN) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "… (" + text.codePointCount(0, text.length())
                + " characters)";
    }
}
