package io.nightshift.core.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what a task registered with what it registered in Ansible: every key of Ansible's must be there with its value. Keys of ours
 * that Ansible has not are no difference.
 */
final class ResultDifferences {
    /** Values that no two runs share; only their kind is compared. */
    private static final Pattern PASSING = Pattern.compile(
            "atime|mtime|ctime|birthtime|inode|ino|dev|start|end|delta|elapsed|ansible_job_id|"
                    + "cache_update_time|backup|backup_file|nlink|attempts_took|version|path\\$|isostart|date|ssh_public_key|ssh_fingerprint|port|MainPID");

    private final Map<String, String> texts;
    private final List<String> found = new ArrayList<>();

    /** @param texts what stands in ours for what the recording calls otherwise */
    ResultDifferences(Map<String, String> texts) {
        this.texts = texts;
    }

    List<String> found() {
        return found;
    }

    void compare(String where, Object theirs, Object ours) {
        if (theirs instanceof Map<?, ?> map && ours instanceof Map<?, ?> own) {
            map.forEach((key, value) -> {
                String at = where + "." + key;
                if (!own.containsKey(key)) {
                    found.add(at + ": Ansible " + shown(value) + ", missing here");
                } else if (PASSING.matcher(String.valueOf(key)).matches()) {
                    kind(at, value, own.get(key));
                } else {
                    compare(at, value, own.get(key));
                }
            });
        } else if (theirs instanceof List<?> given && ours instanceof List<?> there && given.size() == there.size()) {
            List<?> list = inOrder(given);
            List<?> own = inOrder(there);
            for (int i = 0; i < list.size(); i++) {
                compare(where + "[" + i + "]", list.get(i), own.get(i));
            }
        } else if (!isShownAs(plain(theirs), plain(ours)) && !"<long>".equals(theirs)) {
            int from = from(String.valueOf(theirs), String.valueOf(ours));
            found.add(where + ": Ansible " + shown(theirs, from) + ", here " + shown(ours, from));
        }
    }

    /** Where two texts begin to differ, a little before that. */
    private static int from(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at < 60 ? 0 : at - 20;
    }

    /** Files are found in any order. */
    private static List<?> inOrder(List<?> list) {
        boolean paths = !list.isEmpty()
                && list.stream().allMatch(each -> each instanceof Map<?, ?> map && map.containsKey("path"));
        return paths
                ? list.stream()
                        .sorted(Comparator.comparing(each -> String.valueOf(((Map<?, ?>) each).get("path"))))
                        .toList()
                : list;
    }

    private void kind(String where, Object theirs, Object ours) {
        if (!kind(theirs).equals(kind(ours))) {
            found.add(where + ": Ansible " + shown(theirs) + ", here " + shown(ours));
        }
    }

    /** What sort of value it is, in a word. */
    static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof Number
                ? "number"
                : value instanceof Boolean
                        ? "boolean"
                        : value instanceof String ? "text" : value instanceof List<?> ? "list" : "map";
    }

    private Object plain(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            for (Map.Entry<String, String> other : texts.entrySet()) {
                text = text.replace(other.getKey(), other.getValue());
            }
            return text;
        }
        return value;
    }

    /** What a secret stands in is hidden where it is shown; the rest must be the same. */
    static boolean isShownAs(Object value, Object shown) {
        if (!(value instanceof String text)
                || !(shown instanceof String cleaned)
                || !cleaned.contains(Redactor.HIDDEN)) {
            return Objects.equals(value, shown);
        }
        String pattern = Arrays.stream(cleaned.split(Pattern.quote(Redactor.HIDDEN), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
    }

    private static String shown(Object value) {
        return shown(value, 0);
    }

    private static String shown(Object value, int from) {
        String all = String.valueOf(value);
        String text = from > 0 ? "…" + all.substring(from) : value instanceof String ? "\"" + all + "\"" : all;
        text = text.replace("\n", "\\n");
        return text.length() > 160 ? text.substring(0, 160) + "…" : text;
    }
}
