package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Methods;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.PercentFormat;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Tuple;
import io.nightshift.playbooks.template.python.Types;
import io.nightshift.playbooks.template.python.Unreadable;
import io.nightshift.playbooks.template.python.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters for texts. */
final class TextFilters {
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("lower", "", (value, a, e) -> Text.of(value).toLowerCase(Locale.ROOT))
                .add("upper", "", (value, a, e) -> Text.of(value).toUpperCase(Locale.ROOT))
                .add("capitalize", "", (value, a, e) -> Words.capitalize(Text.of(value)))
                .add("title", "", (value, a, e) -> title(Text.of(value)))
                .add("trim", "chars", (value, a, e) -> Words.strip(Text.of(value), a.get("chars"), true, true))
                .add(
                        "replace",
                        "old new count",
                        (value, a, e) -> Methods.bind(Text.of(value), "replace")
                                .call(Arguments.of(
                                        a.requiredText("old"),
                                        a.requiredText("new"),
                                        a.hasValue("count") ? a.get("count") : -1L)))
                .add("center", "width", (value, a, e) -> Words.pad(Text.of(value), a.integer("width", 80), " ", 1, 1))
                .add("indent", "width first blank", TextFilters::indent)
                .add("format", "*args **kwargs", TextFilters::format)
                .add("truncate", "length killwords end leeway", TextFilters::truncate)
                .add(
                        "wordcount",
                        "",
                        (value, a, e) -> WORD.matcher(Text.of(value)).results().count())
                .add(
                        "wordwrap",
                        "width break_long_words wrapstring break_on_hyphens",
                        (value, a, e) -> Wrapping.wrap(
                                Text.of(value),
                                a.integer("width", 79),
                                a.flag("break_long_words", true),
                                a.hasValue("wrapstring") ? a.text("wrapstring", "\n") : "\n"))
                .add("split", "sep maxsplit", TextFilters::split)
                .add("splitlines", "keepends", (value, a, e) -> Words.lines(Text.of(value), a.flag("keepends", false)))
                .add("quote", "", (value, a, e) -> quote(value == null ? "" : Text.of(value)))
                .add("comment", "style **options", Comments::comment)
                .add("escape e forceescape", "", (value, a, e) -> escape(Text.of(value)))
                .add("safe", "", (value, a, e) -> value)
                .add(
                        "striptags",
                        "",
                        (value, a, e) -> Text.of(value)
                                .replaceAll("(?s)<!--.*?-->|<[^>]*>", "")
                                .strip()
                                .replaceAll("\\s+", " "))
                .add("xmlattr", "autospace", TextFilters::xmlAttributes)
                .add("pprint", "verbose", (value, a, e) -> Text.repr(value));
    }

    static String text(@Nullable Object value, String filter) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
        throw new PythonException("`" + filter + "` needs a text, got " + Types.name(value), "convert with `| string`");
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (char c : text.toCharArray()) {
            out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = Character.isWhitespace(c) || "-({[<".indexOf(c) >= 0;
        }
        return out.toString();
    }

    private static Object indent(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Object width = arguments.get("width", 4L);
        String by = width instanceof String text
                ? text
                : " ".repeat(Math.max(0, Math.min(10_000, arguments.integer("width", 4))));
        boolean blank = arguments.flag("blank", false);
        String[] lines = Text.of(value).split("\n", -1);
        StringBuilder out = new StringBuilder(arguments.flag("first", false) ? by : "");
        for (int i = 0; i < lines.length; i++) {
            boolean indented = i > 0 && (blank || !lines[i].isEmpty());
            out.append(i > 0 ? "\n" : "").append(indented ? by : "").append(lines[i]);
        }
        return out.toString();
    }

    private static Object format(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        if (!arguments.named().isEmpty() && !arguments.positional().isEmpty()) {
            throw new PythonException("`format` takes values by position or by name, not both");
        }
        Object values =
                arguments.named().isEmpty() ? Tuple.copyOf(arguments.positional()) : new NewMap(arguments.named());
        return PercentFormat.format(Text.of(value), values);
    }

    private static Object truncate(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        String text = Text.of(value);
        int length = arguments.integer("length", 255);
        String end = arguments.text("end", "...");
        int leeway = arguments.hasValue("leeway") ? arguments.integer("leeway", 5) : 5;
        if (length < end.length() || leeway < 0) {
            throw new PythonException("`truncate` to " + length + " characters leaves no room for '" + end + "'");
        }
        if (text.length() <= length + leeway) {
            return text;
        }
        String cut = text.substring(0, length - end.length());
        int blank = cut.lastIndexOf(' ');
        return (arguments.flag("killwords", false) || blank < 0 ? cut : cut.substring(0, blank)) + end;
    }

    private static Object split(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Object separator = arguments.get("sep");
        return Words.split(
                text(value, "split"),
                separator == null ? null : text(separator, "split"),
                arguments.integer("maxsplit", -1));
    }

    /** A text as one word for a POSIX shell. */
    static String quote(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        return text.matches("[a-zA-Z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Object xmlAttributes(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<?, ?> entry : MapFilters.map(value, "xmlattr").entrySet()) {
            if (entry.getValue() != null && !(entry.getValue() instanceof Undefined)) {
                parts.add(escape(Text.of(entry.getKey())) + "=\"" + escape(Text.of(entry.getValue())) + "\"");
            }
        }
        String text = String.join(" ", parts);
        return arguments.flag("autospace", true) && !text.isEmpty() ? " " + text : text;
    }
}
