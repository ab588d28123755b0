package io.nightshift.core.run;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes known secrets out of everything that is shown or stored in clear, also where they are written as base64, in URLs or in JSON.
 * Secrets shorter than four characters are not searched for.
 */
public final class Redactor {
    public static final String HIDDEN = "********";
    /** Without these no output could be read any more, and who learns that a secret is one of them learns little. */
    private static final Set<String> ORDINARY = Set.of(
            "true",
            "false",
            "none",
            "null",
            "root",
            "admin",
            "user",
            "default",
            "enabled",
            "disabled",
            "password",
            "changed",
            "failed",
            "localhost",
            "debian");

    private static final Pattern IN_URL = Pattern.compile("^(?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*://[^/?#@:]*:([^/?#@]+)@");
    private static final Pattern TELLING =
            Pattern.compile("auth|cookie|token|key|secret|pass|credential", Pattern.CASE_INSENSITIVE);
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Supplier<Set<String>> vault;
    private final SecretForms forms = new SecretForms();
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
            add(stripped);
            if (stripped.indexOf('\n') >= 0) {
                stripped.lines()
                        .map(String::strip)
                        .filter(line -> line.length() >= 8)
                        .forEach(this::add);
            }
        } else if (value instanceof Collection<?> many) {
            many.forEach(this::hide);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::hide);
        }
    }

    private void add(String secret) {
        if (secret.length() >= SecretForms.SHORTEST
                && !ORDINARY.contains(secret.toLowerCase(Locale.ROOT))
                && secrets.add(secret)) {
            forms.add(secret);
        }
    }

    /** Hides what a module marks as secret among its arguments, and passwords within URLs. */
    void hideArguments(Args args) {
        for (Parameter parameter : args.spec().parameters()) {
            Object value = args.raw(parameter.name());
            if (parameter.secret() && value instanceof Map<?, ?> map) {
                hideTelling(map);
            } else if (parameter.secret()) {
                hide(value);
            } else if (value instanceof String text) {
                hideInUrl(text);
            }
        }
    }

    /** Of headers and the like: most are no secret, and words such as {@code application/json} must stay readable. */
    private void hideTelling(Map<?, ?> map) {
        map.forEach((name, each) -> {
            if (each instanceof Map<?, ?> more) {
                hideTelling(more);
            } else if (TELLING.matcher(String.valueOf(name)).find()) {
                hide(each);
            } else if (each instanceof String text) {
                hideInUrl(text);
            }
        });
    }

    private void hideInUrl(String text) {
        Matcher found = IN_URL.matcher(text);
        if (found.find()) {
            hide(found.group(1));
            try {
                hide(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // Not encoded at all: hidden as it stands.
            }
        }
    }

    /** Hides what a task under {@code no_log} was answered; words of fewer than eight characters would be found everywhere. */
    void hideAnswers(Map<String, Object> result) {
        for (String key : List.of("stdout", "stderr", "content")) {
            if (result.get(key) instanceof String text) {
                text.lines()
                        .map(String::strip)
                        .filter(line -> line.length() >= 8)
                        .limit(20)
                        .forEach(this::hide);
            }
        }
        if (result.get("results") instanceof List<?> items) {
            items.forEach(item -> {
                if (item instanceof Map<?, ?> map) {
                    Map<String, Object> each = new LinkedHashMap<>();
                    map.forEach((key, value) -> HostMemory.putNullable(each, String.valueOf(key), value));
                    hideAnswers(each);
                }
            });
        }
    }

    public String clean(String text) {
        return forms().clean(text, HIDDEN);
    }

    /** What the vault opened since the last time is hidden, too. */
    private SecretForms forms() {
        Set<String> opened = vault.get();
        if (opened.size() != openedBefore) {
            synchronized (opened) {
                opened.forEach(this::hide);
                openedBefore = opened.size();
            }
        }
        return forms;
    }

    public @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    /** The same value with secrets taken out of every text in it. */
    public @Nullable Object cleanValue(@Nullable Object value) {
        if (forms().none()) {
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
