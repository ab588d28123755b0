package io.nightshift.core.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes known secrets out of everything that is shown or stored in clear. Secrets shorter than four characters are not searched for. */
public final class Redactor {
    public static final String HIDDEN = "********";
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

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
        for (String secret : secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            if (cleaned.contains(secret)) {
                cleaned = cleaned.replace(secret, HIDDEN);
            }
        }
        return cleaned;
    }

    public @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    /** The same value with secrets taken out of every text in it. */
    public @Nullable Object cleanValue(@Nullable Object value) {
        if (secrets.isEmpty()) {
            return value;
        }
        if (value instanceof String text) {
            return clean(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::cleanValue).toList();
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
