package io.nightshift.playbooks.module;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts arguments as Ansible's argument specifications do, and collects everything that is wrong. */
final class ArgumentCheck {
    private static final Set<String> TRUE = Set.of("yes", "on", "1", "true", "t", "y", "1.0");
    private static final Set<String> FALSE = Set.of("no", "off", "0", "false", "f", "n", "0.0");

    private final ModuleSpec spec;
    private final List<String> problems;

    ArgumentCheck(ModuleSpec spec, List<String> problems) {
        this.spec = spec;
        this.problems = problems;
    }

    void convert(Map<String, Object> given, Map<String, Object> values) {
        for (Map.Entry<String, Object> argument : given.entrySet()) {
            String name = argument.getKey();
            var parameter = spec.parameter(name);
            if (parameter.isEmpty()) {
                if (spec.anyParameter()) {
                    values.put(name, argument.getValue());
                } else {
                    problems.add("`" + spec.name() + "` has no parameter `" + name + "`");
                }
            } else if (argument.getValue() != null) {
                Object value = convert(parameter.get(), argument.getValue());
                if (value != null) {
                    values.put(parameter.get().name(), value);
                }
            }
        }
        for (Parameter parameter : spec.parameters()) {
            if (!values.containsKey(parameter.name())) {
                if (parameter.required()) {
                    problems.add("`" + spec.name() + "` needs the parameter `" + parameter.name() + "`");
                } else if (parameter.defaultValue() != null) {
                    values.put(parameter.name(), parameter.defaultValue());
                }
            }
        }
        for (List<String> group : spec.exclusive()) {
            List<String> both = group.stream().filter(given::containsKey).toList();
            if (both.size() > 1) {
                problems.add("`" + spec.name() + "` takes only one of " + String.join(", ", both));
            }
        }
        for (List<String> group : spec.oneOf()) {
            if (group.stream().noneMatch(values::containsKey)) {
                problems.add("`" + spec.name() + "` needs one of " + String.join(", ", group));
            }
        }
    }

    @Nullable
    Object convert(Parameter parameter, Object value) {
        Object converted = switch (parameter.type()) {
            case STRING, PATH -> text(parameter, value);
            case MODE -> mode(parameter, value);
            case INTEGER -> integer(parameter, value);
            case FLOAT -> real(parameter, value);
            case BOOLEAN -> flag(parameter, value);
            case STRINGS -> strings(parameter, value);
            case LIST -> value instanceof List<?> ? value : List.of(value);
            case MAP -> map(parameter, value);
            case RAW -> value;
        };
        if (converted instanceof String word
                && !parameter.choices().isEmpty()
                && !parameter.choices().contains(word)) {
            if (value instanceof Boolean flag) { // `state: yes`-like words that YAML turned into booleans
                for (String choice : parameter.choices()) {
                    if ((flag ? TRUE : FALSE).contains(choice)) {
                        return choice;
                    }
                }
            }
            problems.add("`" + spec.name() + "`: `" + parameter.name() + "` must be one of "
                    + String.join(", ", parameter.choices()) + ", not `" + word + "`");
        }
        return converted;
    }

    private @Nullable String text(Parameter parameter, Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            wrong(parameter, "a string", value);
            return null;
        }
        return String.valueOf(value);
    }

    private @Nullable String mode(Parameter parameter, Object value) {
        if (value instanceof Long octal) {
            return "0" + Long.toOctalString(octal);
        }
        return text(parameter, value);
    }

    private @Nullable Long integer(Parameter parameter, Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double real && real == Math.rint(real)) {
            return real.longValue();
        }
        if (value instanceof String text) {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                wrong(parameter, "a whole number", value);
                return null;
            }
        }
        wrong(parameter, "a whole number", value);
        return null;
    }

    private @Nullable Double real(Parameter parameter, Object value) {
        if (value instanceof Number number && !(value instanceof BigInteger)) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            wrong(parameter, "a number", value);
            return null;
        }
    }

    private @Nullable Boolean flag(Parameter parameter, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        String word = String.valueOf(value).strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        wrong(parameter, "yes or no", value);
        return null;
    }

    private @Nullable List<String> strings(Parameter parameter, Object value) {
        if (value instanceof List<?> list) {
            List<String> words = new ArrayList<>();
            for (Object item : list) {
                String word = text(parameter, item);
                if (word != null) {
                    words.add(word);
                }
            }
            return words;
        }
        if (value instanceof Map<?, ?>) {
            wrong(parameter, "a list", value);
            return null;
        }
        String word = String.valueOf(value);
        return word.isEmpty()
                ? List.of()
                : Arrays.stream(word.split(",")).map(String::strip).toList();
    }

    private @Nullable Object map(Parameter parameter, Object value) {
        if (value instanceof Map<?, ?>) {
            return value;
        }
        wrong(parameter, "a mapping", value);
        return null;
    }

    private void wrong(Parameter parameter, String wanted, Object value) {
        String shown = parameter.secret() ? "the value given" : "`" + value + "`";
        problems.add("`" + spec.name() + "`: `" + parameter.name() + "` must be " + wanted + ", not " + shown);
    }
}
