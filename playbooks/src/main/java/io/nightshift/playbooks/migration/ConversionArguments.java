package io.nightshift.playbooks.migration;

import io.nightshift.playbooks.migration.Conversion.Form;
import io.nightshift.playbooks.migration.Conversion.Side;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Conversions as playbooks order them, by the parameters of `convert`. */
public final class ConversionArguments {
    /** What contents are called in playbooks; the first is what is meant where nothing is said. */
    public static final String[] FORMS = {"text", "csv", "json", "records"};

    /** How lines may end; the first likewise. */
    public static final String[] LINE_ENDS = {"keep", "lf", "crlf", "cr"};

    /** All that may be said. */
    private static final Set<String> NAMES =
            Set.of("from", "to", "from_form", "to_form", "line_ends", "layout", "from_csv", "to_csv");

    private static final Set<String> FIELD_KEYS = Set.of("name", "type", "length", "scale", "signed");

    private ConversionArguments() {}

    /**
     * The conversion that is meant.
     *
     * @throws IllegalArgumentException for what cannot be meant, in a sentence for people
     */
    public static Conversion conversion(Map<String, ?> given) {
        for (String name : given.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no `" + name + "`; there are " + String.join(", ", new TreeSet<>(NAMES)));
            }
        }
        LineEnds ends = LineEnds.valueOf(choice(given, "line_ends", LINE_ENDS).toUpperCase(Locale.ROOT));
        RecordLayout layout = layout(given.get("layout"));
        Side from = new Side(
                form(given, "from_form"), charset(given, "from"), LineEnds.KEEP, csv(given, "from_csv", ends), layout);
        Side to = new Side(form(given, "to_form"), charset(given, "to"), ends, csv(given, "to_csv", ends), layout);
        return new Conversion(from, to);
    }

    private static Form form(Map<String, ?> given, String name) {
        return Form.valueOf(choice(given, name, FORMS).toUpperCase(Locale.ROOT));
    }

    private static Charset charset(Map<String, ?> given, String name) {
        Object value = given.get(name);
        String wanted = value == null ? "UTF-8" : String.valueOf(value);
        try {
            return Charsets.named(wanted);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "`" + name + "`: no character set is called `" + wanted
                            + "`; known are such as UTF-8, UTF-16, windows-1252, ISO-8859-15, MacRoman, IBM037, IBM500 and IBM1047");
        }
    }

    private static @Nullable RecordLayout layout(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        if (!(given instanceof List<?> entries)) {
            throw new IllegalArgumentException("`layout` must list fields");
        }
        List<Field> fields = new ArrayList<>();
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> field)) {
                throw new IllegalArgumentException("`layout` must list mappings, and `" + entry + "` is none");
            }
            for (Object key : field.keySet()) {
                if (!FIELD_KEYS.contains(String.valueOf(key))) {
                    throw new IllegalArgumentException("a field of the `layout` has no `" + key
                            + "`; it may have name, type, length," + " scale and signed");
                }
            }
            fields.add(field(field));
        }
        return fields.isEmpty() ? null : new RecordLayout(fields);
    }

    private static Field field(Map<?, ?> field) {
        Object name = field.get("name");
        Object given = field.get("type");
        String type = String.valueOf(given == null ? "text" : given);
        Field.Kind kind;
        try {
            kind = Field.Kind.valueOf(type.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field `" + name + "`: there is no type `" + type
                    + "`; text, zoned, packed, binary, filler and zeroes are");
        }
        if (name == null && kind != Field.Kind.FILLER && kind != Field.Kind.ZEROES) {
            throw new IllegalArgumentException("a field of the `layout` has no `name`");
        }
        Object signed = field.get("signed");
        boolean isSigned = signed != null
                && List.of("true", "yes").contains(String.valueOf(signed).toLowerCase(Locale.ROOT));
        return new Field(
                name == null ? "" : String.valueOf(name),
                kind,
                number(field, "length", name),
                field.containsKey("scale") ? number(field, "scale", name) : 0,
                isSigned);
    }

    private static int number(Map<?, ?> field, String key, @Nullable Object name) {
        String value = String.valueOf(field.get(key));
        if (!value.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "field `" + name + "`: `" + key + "` must be a number of bytes or digits, not `" + value + "`");
        }
        return Integer.parseInt(value);
    }

    private static CsvDialect csv(Map<String, ?> all, String name, LineEnds ends) {
        Object value = all.get(name);
        if (value != null && !(value instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("`" + name + "` must be a mapping");
        }
        Map<?, ?> given = value == null ? Map.of() : (Map<?, ?>) value;
        for (Object key : given.keySet()) {
            if (!List.of("separator", "quote", "header", "quote_all").contains(key)) {
                throw new IllegalArgumentException(
                        "`" + name + "` has no `" + key + "`; it may have separator, quote, header and quote_all");
            }
        }
        return new CsvDialect(
                character(given, name, "separator", ','),
                character(given, name, "quote", '"'),
                flag(given, "header", true),
                flag(given, "quote_all", false),
                ends == LineEnds.KEEP ? LineEnds.LF : ends);
    }

    private static char character(Map<?, ?> given, String name, String key, char otherwise) {
        Object value = given.get(key);
        String text = value == null
                ? String.valueOf(otherwise)
                : String.valueOf(value).replace("\\t", "\t");
        if (text.length() != 1) {
            throw new IllegalArgumentException(
                    "`" + name + "`: `" + key + "` must be one character, not `" + text + "`");
        }
        return text.charAt(0);
    }

    private static boolean flag(Map<?, ?> given, String key, boolean otherwise) {
        Object value = given.get(key);
        return value == null
                ? otherwise
                : List.of("true", "yes").contains(String.valueOf(value).toLowerCase(Locale.ROOT));
    }

    private static String choice(Map<String, ?> given, String name, String[] choices) {
        Object value = given.get(name);
        String chosen = value == null ? choices[0] : String.valueOf(value);
        if (!Arrays.asList(choices).contains(chosen)) {
            throw new IllegalArgumentException(
                    "`" + name + "` must be one of " + String.join(", ", choices) + ", not `" + chosen + "`");
        }
        return chosen;
    }
}
