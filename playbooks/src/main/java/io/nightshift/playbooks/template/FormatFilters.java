package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.JsonReader;
import io.nightshift.playbooks.template.python.JsonWriter;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Types;
import io.nightshift.playbooks.template.python.YamlWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON and YAML. */
final class FormatFilters {
    private FormatFilters() {}

    static void addTo(Registry<Filter> filters) {
        String json = "indent sort_keys separators ensure_ascii **other";
        filters.add(
                        "to_json",
                        "indent sort_keys separators ensure_ascii vault_to_text preprocess_unsafe",
                        (value, a, e) -> json(value, a, null, false))
                .add("to_nice_json", json, (value, a, e) -> json(value, a, " ".repeat(4), true))
                .add(
                        "tojson",
                        "indent",
                        (value, a, e) -> json(value, a, null, true)
                                .replace("<", "\\u003c")
                                .replace(">", "\\u003e")
                                .replace("&", "\\u0026")
                                .replace("'", "\\u0027"))
                .add("from_json", "", (value, a, e) -> JsonReader.read(TextFilters.text(value, "from_json")))
                .add("to_yaml", "**options", (value, a, e) -> yaml(value, a, 2, true))
                .add("to_nice_yaml", "indent **options", (value, a, e) -> yaml(value, a, a.integer("indent", 4), false))
                .add("from_yaml", "", (value, a, e) -> value instanceof String text ? fromYaml(text) : value)
                .add("from_yaml_all", "", (value, a, e) -> value instanceof String text ? allFromYaml(text) : value);
    }

    private static String json(
            @Nullable Object value, Arguments arguments, @Nullable String standardIndent, boolean sorted) {
        Object indent = arguments.get("indent", standardIndent);
        String by = indent == null
                ? null
                : indent instanceof String text
                        ? text
                        : " ".repeat(Math.max(0, Math.min(100, arguments.integer("indent", 4))));
        List<?> separators = arguments.hasValue("separators")
                ? Items.of(arguments.get("separators"))
                : List.of(by == null ? ", " : ",", ": ");
        if (separators.size() != 2) {
            throw new PythonException("separators are two texts");
        }
        boolean sort = arguments.flag("sort_keys", sorted);
        boolean ascii = arguments.flag("ensure_ascii", true);
        return new JsonWriter(by, Text.of(separators.get(0)), Text.of(separators.get(1)), sort, ascii)
                .write(checked(value));
    }

    /** Only plain data can be written. */
    private static @Nullable Object checked(@Nullable Object value) {
        if (value instanceof Namespace || value instanceof Macro) {
            throw new PythonException("a " + Types.name(value) + " cannot be written");
        }
        return value;
    }

    private static String yaml(@Nullable Object value, Arguments arguments, int indent, boolean leaves) {
        Map<String, @Nullable Object> options = arguments.named();
        Object flow = options.containsKey("default_flow_style")
                ? options.get("default_flow_style")
                : leaves ? null : (Object) false;
        YamlWriter.Flow style = flow == null
                ? YamlWriter.Flow.LEAVES
                : Boolean.TRUE.equals(flow) ? YamlWriter.Flow.FLOW : YamlWriter.Flow.BLOCK;
        int by = options.get("indent") instanceof Long given ? given.intValue() : indent;
        Object width = options.get("width");
        int columns = width instanceof Long number
                ? (int) Math.min(number, Integer.MAX_VALUE)
                : width instanceof Double ? Integer.MAX_VALUE : 80;
        boolean sort = !Boolean.FALSE.equals(options.getOrDefault("sort_keys", true));
        boolean unicode = !Boolean.FALSE.equals(options.getOrDefault("allow_unicode", true));
        String text = new YamlWriter(style, by, columns, sort, unicode).write(checked(value));
        return Boolean.TRUE.equals(options.get("explicit_start")) ? "---\n" + text : text;
    }

    private static @Nullable Object fromYaml(String text) {
        Diagnostics problems = new Diagnostics();
        List<YamlNode> nodes = new YamlReader(problems).readAll("text", text);
        fail(problems);
        return nodes.isEmpty() ? null : data(nodes.get(0).toValue());
    }

    private static Object allFromYaml(String text) {
        Diagnostics problems = new Diagnostics();
        NewList documents = new NewList();
        new YamlReader(problems).readAll("text", text).forEach(node -> documents.add(data(node.toValue())));
        fail(problems);
        return documents;
    }

    private static void fail(Diagnostics problems) {
        if (problems.hasErrors()) {
            throw new PythonException(
                    "the text is no YAML: " + problems.all().get(0).message());
        }
    }

    /** What was read is data: nothing in it is a template, whatever it looks like. */
    private static @Nullable Object data(@Nullable Object value) {
        if (value instanceof io.nightshift.inventory.yaml.Source source) {
            return source.text();
        }
        if (value instanceof List<?> list) {
            NewList copy = new NewList(list.size());
            list.forEach(item -> copy.add(data(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            NewMap copy = new NewMap();
            map.forEach((key, item) -> copy.put(key, data(item)));
            return copy;
        }
        return value;
    }
}
