package io.nightshift.core.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes known secrets out of everything that is shown or stored in clear. Secrets shorter than four characters are not searched for. */
public final class Redactor {
    public static final String HIDDEN = "********";
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Supplier<Set<String>> vault;
    private volatile List<String> sorted = List.of();
    private volatile int openedBefore;

    /** @param vault everything that came out of encrypted texts so far */
    public Redactor(Supplier<Set<String>> vault) {
        this.vault = vault;
    }

    public Redactor() {
        this(Set::of);
    }

    public void hide(@Nullable Object value) {
        if (value instanceof String text) {
            String stripped = text.strip();
            if (stripped.length() >= 4) {
                secrets.add(stripped);
                if (stripped.indexOf('\n') >= 0) {
                    stripped.lines()
                            .map(String::strip)
                            .filter(line -> line.length() >= 8)
                            .forEach(secrets::add);
                }
            }
        } else if (value instanceof Collection<?> many) {
            many.forEach(this::hide);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::hide);
        }
    }

    public String clean(String text) {
        String cleaned = text;
        for (String secret : longestFirst()) {
            if (cleaned.contains(secret)) {
                cleaned = cleaned.replace(secret, HIDDEN);
            }
        }
        return cleaned;
    }

    /** What the vault opened since the last time is hidden, too. */
    private List<String> longestFirst() {
        Set<String> opened = vault.get();
        if (opened.size() != openedBefore) {
            synchronized (opened) {
                opened.forEach(this::hide);
                openedBefore = opened.size();
            }
        }
        List<String> ordered = sorted;
        if (ordered.size() != secrets.size()) {
            ordered = secrets.stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
            sorted = ordered;
        }
        return ordered;
    }

    public @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    /** The same value with secrets taken out of every text in it. */
    public @Nullable Object cleanValue(@Nullable Object value) {
        if (longestFirst().isEmpty()) {
            return value;
        }
        if (value instanceof String text) {
            return clean(text);
        }
        if (value instanceof List<?> list) {
            return list.stream()
                            .allMatch(each ->
                                    each instanceof String text && clean(text).equals(text))
                    ? list
                    : list.stream().map(this::cleanValue).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach((key, each) -> HostMemory.putNullable(all, String.valueOf(key), cleanValue(each)));
            return all;
        }
        return value;
    }

    public List<String> cleanLines(List<String> lines) {
        return lines.stream().map(this::clean).toList();
    }
}
