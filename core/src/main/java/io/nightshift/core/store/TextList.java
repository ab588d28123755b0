package io.nightshift.core.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs several texts into one, each as {@code length:text,} with the length in UTF-16 units, so that no text needs escaping (the
 * shape of <a href="https://cr.yp.to/proto/netstrings.txt">netstrings</a>).
 */
final class TextList {
    private TextList() {}

    static void append(StringBuilder packed, String text) {
        packed.append(text.length()).append(':').append(text).append(',');
    }

    static String pack(List<String> texts) {
        StringBuilder packed = new StringBuilder();
        texts.forEach(text -> append(packed, text));
        return packed.toString();
    }

    static String pack(Map<String, String> texts) {
        StringBuilder packed = new StringBuilder();
        texts.forEach((key, value) -> {
            append(packed, key);
            append(packed, value);
        });
        return packed.toString();
    }

    static List<String> unpack(String packed) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < packed.length()) {
            int colon = packed.indexOf(':', at);
            if (colon < 0) {
                throw new StoreException("A list in the store has lost a length; the store is damaged.");
            }
            int end = colon + 1 + Integer.parseInt(packed, at, colon, 10);
            texts.add(packed.substring(colon + 1, end));
            at = end + 1;
        }
        return texts;
    }

    static Map<String, String> unpackMap(String packed) {
        List<String> texts = unpack(packed);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i += 2) {
            map.put(texts.get(i), texts.get(i + 1));
        }
        return map;
    }
}
