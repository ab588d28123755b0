package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a web service answered.
 *
 * @param status -1 when it did not
 * @param headers by Ansible's names: lower case, underscores for dashes
 * @param message what is said of it in {@code msg}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UriAnswer(int status, Map<String, Object> headers, byte[] body, String url, String message, long seconds) {
    private static final Set<String> JSON_KINDS = Set.of("json", "javascript", "x-javascript", "ecmascript");
    /** A comma in front of {@code name=}; dates have commas, too. */
    private static final String BETWEEN_COOKIES = ",\\s*(?=[^\\s;,=]+=)";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    static UriAnswer of(Reading.HttpResponse response) {
        Map<String, Object> headers = new LinkedHashMap<>();
        response.headers().forEach((name, value) -> headers.put(variable(name), value));
        String message = response.problem() != null ? response.problem() : message(headers);
        return new UriAnswer(response.status(), headers, response.body(), response.url(), message, 0);
    }

    static UriAnswer of(Outcome.Done sent, String url) {
        Map<String, Object> headers = new LinkedHashMap<>();
        sent.stderr().lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        variable(line.substring(0, colon)),
                        line.substring(colon + 1).strip());
            }
        });
        return new UriAnswer(
                sent.status(),
                headers,
                sent.stdout().getBytes(StandardCharsets.UTF_8),
                url,
                message(headers),
                Duration.between(sent.started(), sent.ended()).toSeconds());
    }

    private static String variable(String header) {
        return header.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static String message(Map<String, Object> headers) {
        return "OK (" + headers.getOrDefault("content_length", "unknown") + " bytes)";
    }

    /** Cookies it sets, by name. */
    Map<String, Object> cookies() {
        Map<String, Object> cookies = new LinkedHashMap<>();
        for (String cookie :
                String.valueOf(headers.getOrDefault("set_cookie", "")).split(BETWEEN_COOKIES)) {
            String pair = cookie.replaceFirst(";.*", "").strip();
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return cookies;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether its media type is one of JSON. */
    boolean isJson() {
        String type = String.valueOf(headers.getOrDefault("content_type", ""));
        String kind = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return JSON_KINDS.contains(kind.substring(Math.max(kind.lastIndexOf('/'), kind.lastIndexOf('+')) + 1));
    }

    /** The body as data; empty when it is not what its media type says. */
    Optional<Object> json() {
        try {
            @Nullable Object value = JSON.readValue(body, Object.class);
            return Optional.ofNullable(value);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
