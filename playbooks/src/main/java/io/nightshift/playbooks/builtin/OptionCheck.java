package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values against Ansible's argument specification: what is missing, of the wrong type, not among the choices, not known. */
final class OptionCheck {
    private static final Set<String> TRUTHS =
            Set.of("yes", "no", "on", "off", "true", "false", "1", "0", "1.0", "0.0", "y", "n", "t", "f");
    private static final int DEEPEST = 50;

    private final List<String> problems = new ArrayList<>();

    List<String> problems(Map<String, Object> options, Map<String, ?> values) {
        mapping(options, values, "");
        return problems;
    }

    private void mapping(Map<?, ?> options, Map<?, ?> values, String within) {
        if (within.length() > 4096 || within.chars().filter(c -> c == '.').count() > DEEPEST) {
            throw new ModuleFailure("the specification is nested too deeply at " + within);
        }
        for (Object name : values.keySet()) {
            boolean known = options.containsKey(name)
                    || options.values().stream()
                            .anyMatch(o -> o instanceof Map<?, ?> option
                                    && option.get("aliases") instanceof List<?> aliases
                                    && aliases.contains(name));
            if (!known) {
                problems.add("`" + within + name + "` is not described; described are " + names(options));
            }
        }
        options.forEach((name, described) -> {
            Map<?, ?> option = described instanceof Map<?, ?> map ? map : Map.of();
            @Nullable Object value = value(values, name, option);
            if (value != null) {
                value(within + name, option, value);
            } else if (isTrue(option.get("required"))) {
                problems.add("`" + within + name + "` is required");
            }
        });
    }

    private static @Nullable Object value(Map<?, ?> values, Object name, Map<?, ?> option) {
        Object value = values.get(name);
        if (value == null && option.get("aliases") instanceof List<?> aliases) {
            for (Object alias : aliases) {
                value = value == null ? values.get(alias) : value;
            }
        }
        return value;
    }

    private void value(String name, Map<?, ?> option, Object value) {
        String type = type(option.get("type"));
        String wanted = misfit(type, value);
        if (wanted != null) {
            problems.add("`" + name + "` must be " + wanted + ", not " + shown(option, value));
            return;
        }
        if (option.get("choices") instanceof List<?> choices && !choices.isEmpty()) {
            List<?> given = type.equals("list") ? items(value) : List.of(value);
            for (Object each : given) {
                if (choices.stream().noneMatch(choice -> text(choice).equals(text(each)))) {
                    problems.add("`" + name + "` must be one of "
                            + String.join(
                                    ", ",
                                    choices.stream().map(OptionCheck::text).toList()) + ", not "
                            + shown(option, each));
                }
            }
        }
        Map<?, ?> nested = option.get("options") instanceof Map<?, ?> map ? map : null;
        if (type.equals("list")) {
            List<?> items = items(value);
            Object elements = option.get("elements");
            for (int i = 0; i < items.size(); i++) {
                String place = name + "[" + i + "]";
                String unfit = elements == null ? null : misfit(type(elements), items.get(i));
                if (unfit != null) {
                    problems.add("`" + place + "` must be " + unfit + ", not " + shown(option, items.get(i)));
                } else if (nested != null && items.get(i) instanceof Map<?, ?> item) {
                    mapping(nested, item, place + ".");
                }
            }
        } else if (nested != null && value instanceof Map<?, ?> given) {
            mapping(nested, given, name + ".");
        }
    }

    private static String type(@Nullable Object type) {
        return type == null ? "str" : String.valueOf(type);
    }

    /** What the type wants where a value is not that; null where it fits, also after Ansible's conversions. */
    private static @Nullable String misfit(String type, @Nullable Object value) {
        return switch (type) {
            case "int" ->
                value instanceof Long || value instanceof Integer || matches(value, "[+-]?\\d+")
                        ? null
                        : "a whole number";
            case "float" ->
                value instanceof Number || matches(value, "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
                        ? null
                        : "a number";
            case "bool" ->
                value instanceof Boolean || TRUTHS.contains(text(value).toLowerCase(Locale.ROOT)) ? null : "yes or no";
            case "list" -> value instanceof Map<?, ?> || value instanceof Boolean ? "a list" : null;
            case "dict" ->
                value instanceof Map<?, ?> || matches(value, "(?s)\\s*\\{.*\\}\\s*|.*=.*") ? null : "a mapping";
            case "bytes", "bits" ->
                value instanceof Number || matches(value, "\\d+(\\.\\d+)?\\s*[KMGTPEZY]?[bB]?(i[bB]?)?")
                        ? null
                        : "a size such as 10M";
            default -> null; // str, path, raw, json and jsonarg take anything and make text of it
        };
    }

    private static boolean matches(@Nullable Object value, String pattern) {
        return value instanceof String text && text.strip().matches(pattern);
    }

    private static List<?> items(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return value instanceof String text ? List.of(text.split(",")) : List.of(value);
    }

    private static boolean isTrue(@Nullable Object value) {
        return value instanceof Boolean truth
                ? truth
                : Set.of("yes", "true", "True", "on").contains(text(value));
    }

    private static String text(@Nullable Object value) {
        return value instanceof Boolean truth ? (truth ? "True" : "False") : String.valueOf(value);
    }

    private static String shown(Map<?, ?> option, @Nullable Object value) {
        return isTrue(option.get("no_log")) ? "the value given" : "`" + text(value) + "`";
    }

    private static String names(Map<?, ?> options) {
        return String.join(", ", options.keySet().stream().map(String::valueOf).toList());
    }
}
