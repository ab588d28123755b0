package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.ModuleFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries.
 *
 * @param type the media type that goes with it, null when only the task can say
 */
record UriBody(@Nullable Content content, @Nullable String type) {
    /** What a body is taken for when nobody says otherwise; servers expect it from Ansible, too. */
    private static final String FORM = "application/x-www-form-urlencoded";

    static UriBody of(Args args, @Nullable Content file) {
        String type = switch (args.string("body_format")) {
            case "json" -> "application/json";
            case "form-urlencoded" -> FORM;
            default -> null;
        };
        if (file != null) {
            return new UriBody(file, type == null ? FORM : type);
        }
        Object body = args.raw("body");
        if (body == null) {
            return new UriBody(null, type);
        }
        if (body instanceof String text) {
            return new UriBody(Content.of(text), type == null ? FORM : type);
        }
        boolean form = args.string("body_format").equals("form-urlencoded");
        return new UriBody(Content.of(form ? form(body) : PythonJson.of(body)), type);
    }

    /** A mapping, or a list of pairs; a list as a value repeats its name. */
    private static String form(Object body) {
        List<String> pairs = new ArrayList<>();
        if (body instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> add(pairs, name, value));
        } else if (body instanceof List<?> fields) {
            for (Object field : fields) {
                if (!(field instanceof List<?> pair) || pair.size() != 2) {
                    throw new ModuleFailure("failed to parse body as form_urlencoded: a list must hold pairs");
                }
                add(pairs, pair.get(0), pair.get(1));
            }
        } else {
            return String.valueOf(body);
        }
        return String.join("&", pairs);
    }

    private static void add(List<String> pairs, Object name, @Nullable Object value) {
        if (value instanceof List<?> values) {
            values.forEach(one -> add(pairs, name, one));
        } else {
            pairs.add(encode(name) + "=" + (value == null ? "" : encode(value)));
        }
    }

    private static String encode(Object text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }
}
