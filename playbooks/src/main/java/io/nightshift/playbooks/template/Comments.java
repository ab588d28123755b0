package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code comment}: a text as a comment of the file it is written into. */
final class Comments {
    private record Style(String beginning, String decoration, String end) {}

    private static final Map<String, Style> STYLES = Map.of(
            "plain", new Style("", "# ", ""),
            "erlang", new Style("", "% ", ""),
            "c", new Style("", "// ", ""),
            "cblock", new Style("/*", " * ", " */"),
            "xml", new Style("<!--", " - ", "-->"));

    private Comments() {}

    static Object comment(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Style style = STYLES.get(arguments.text("style", "plain"));
        if (style == null) {
            throw new PythonException("`comment` knows the styles plain, erlang, c, cblock and xml, not `"
                    + arguments.text("style", "") + "`");
        }
        Map<String, @Nullable Object> options = arguments.other();
        String newline = option(options, "newline", "\n");
        String decoration = option(options, "decoration", style.decoration);
        String edge = decoration.stripTrailing();
        String beginning = option(options, "beginning", style.beginning);
        String prefix = option(options, "prefix", edge);
        String postfix = option(options, "postfix", edge);
        String end = option(options, "end", style.end);
        StringBuilder out = new StringBuilder(beginning.isEmpty() ? "" : beginning + newline);
        if (!prefix.isEmpty()) {
            out.append((prefix.equals(newline) ? newline : prefix + newline).repeat(count(options, "prefix_count")));
        }
        String body = decoration + TextFilters.text(value, "comment").replace(newline, newline + decoration);
        out.append(body.replace(decoration + newline, edge + newline));
        out.append((newline + postfix).repeat(count(options, "postfix_count")));
        return out.append(end.isEmpty() ? "" : newline + end).toString();
    }

    private static String option(Map<String, @Nullable Object> options, String name, String otherwise) {
        return options.containsKey(name) ? Text.of(options.get(name)) : otherwise;
    }

    private static int count(Map<String, @Nullable Object> options, String name) {
        int count = Math.max(0, Numbers.index(options.getOrDefault(name, 1L)));
        Bounds.text(count);
        return count;
    }
}
