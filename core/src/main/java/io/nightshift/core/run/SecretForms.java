package io.nightshift.core.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * Finds secrets in a text in every form they are likely to have there: as they are, and as base64 (wherever in the encoded text they
 * begin), URLs and JSON write them. One pass over the text, however many secrets there are.
 */
final class SecretForms {
    static final int SHORTEST = 4;
    /** Fewer characters of base64 would be found in innocent words. */
    private static final int SHORTEST_ENCODED = 6;

    private final Map<Integer, List<String>> byBeginning = new ConcurrentHashMap<>();
    /** Which beginnings there are at all, by their last bits: nearly every place of a text is passed over with one look. */
    private final AtomicLongArray beginnings = new AtomicLongArray(1 << 10);

    /** From now on this is found; at least {@link #SHORTEST} characters. Safe for many threads. */
    void add(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        add(secret, forms);
        for (String form : forms) {
            int beginning = beginning(form, 0);
            byBeginning.merge(
                    beginning,
                    List.of(form),
                    (a, b) -> Stream.concat(a.stream(), b.stream())
                            .distinct()
                            .sorted(Comparator.comparingInt(String::length).reversed())
                            .toList());
            beginnings.accumulateAndGet((beginning & 0xffff) >> 6, 1L << beginning, (a, b) -> a | b);
        }
    }

    boolean none() {
        return byBeginning.isEmpty();
    }

    /** The text with every secret replaced; the same object when there is none. */
    String clean(String text, String by) {
        StringBuilder out = null;
        int copied = 0;
        int last = text.length() - SHORTEST;
        for (int i = 0; i <= last; i++) {
            int beginning = beginning(text, i);
            if ((beginnings.get((beginning & 0xffff) >> 6) & 1L << beginning) != 0) {
                for (String form : byBeginning.getOrDefault(beginning, List.of())) {
                    if (text.startsWith(form, i)) {
                        out = out == null ? new StringBuilder(text.length()) : out;
                        out.append(text, copied, i).append(by);
                        copied = i + form.length();
                        i = copied - 1;
                        break;
                    }
                }
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private static int beginning(String text, int at) {
        int hash = text.charAt(at);
        for (int i = 1; i < SHORTEST; i++) {
            hash = hash * 31 + text.charAt(at + i);
        }
        return hash;
    }

    private static void add(String secret, Set<String> all) {
        all.add(secret);
        add(all, json(secret), SHORTEST);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : List.of(
                url,
                url.replace("+", "%20"),
                url.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"))) {
            add(all, form, SHORTEST);
            add(all, lowerHex(form), SHORTEST);
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // Only characters that hold nothing but bits of the secret: what is around it may be anything.
            int from = before == 0 ? 0 : before + 1;
            int to = shifted.length * 8 / 6;
            if (to > from) {
                String certain = encoded.substring(from, to);
                add(all, certain, SHORTEST_ENCODED);
                add(all, certain.replace('+', '-').replace('/', '_'), SHORTEST_ENCODED);
            }
        }
    }

    private static void add(Set<String> all, String form, int shortest) {
        if (form.length() >= shortest) {
            all.add(form);
        }
    }

    private static String lowerHex(String url) {
        StringBuilder out = new StringBuilder(url);
        for (int i = 0; i + 2 < out.length(); i++) {
            if (out.charAt(i) == '%') {
                out.replace(i + 1, i + 3, out.substring(i + 1, i + 3).toLowerCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private static String json(String secret) {
        StringBuilder out = new StringBuilder();
        for (char c : secret.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
