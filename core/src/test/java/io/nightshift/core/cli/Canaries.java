package io.nightshift.core.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Secrets planted in a run, each unlike anything else, and the places where one was found. */
final class Canaries {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final TreeSet<String> found = new TreeSet<>();
    private final Random random = new Random(20_261_122L);

    /** The secret of that name: with characters that quoting, JSON and URLs write in another way. */
    String plant(String name) {
        return values.computeIfAbsent(name, n -> {
            StringBuilder letters = new StringBuilder();
            random.ints(10, 'a', 'z' + 1).forEach(letters::appendCodePoint);
            return "Kq" + values.size() + "\"&/+'%~ " + letters;
        });
    }

    /** One of letters and digits only, for places that take no other. */
    String plantPlain(String name) {
        return values.computeIfAbsent(name, n -> {
            StringBuilder letters = new StringBuilder();
            random.ints(14, 'a', 'z' + 1).forEach(letters::appendCodePoint);
            return "Kq" + values.size() + letters;
        });
    }

    /** A YAML scalar of it. */
    String yaml(String name) {
        return "\"" + plant(name).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    int count() {
        return values.size();
    }

    /** How many of them never showed. */
    long unseen() {
        return values.keySet().stream()
                .filter(name -> found.stream().noneMatch(place -> place.startsWith(name + " ")))
                .count();
    }

    /** Where one was found, and in which form. */
    TreeSet<String> found() {
        return found;
    }

    void search(String where, String text) {
        values.forEach((name, value) -> forms(value).forEach((kind, form) -> {
            if (text.contains(form)) {
                found.add(name + " as " + kind + " in " + where);
            }
        }));
    }

    private static Map<String, String> forms(String value) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("plain", value);
        forms.put("JSON", value.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.put("URL", URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.put(
                "URL with %20", URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.put("its letters", value.replaceAll(".*[^a-z]", ""));
        List<String> before = new ArrayList<>(List.of("", "a", "ab"));
        for (String start : before) {
            String encoded = Base64.getEncoder().encodeToString((start + value).getBytes(StandardCharsets.UTF_8));
            forms.put(
                    "base64 after " + start.length(),
                    encoded.substring(start.isEmpty() ? 0 : start.length() + 1, encoded.length() - 4));
        }
        return forms;
    }
}
