package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.PythonRegex;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Tuple;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Filters and tests with regular expressions. */
final class RegexFilters {
    private RegexFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add(
                        "regex_replace",
                        "pattern replacement ignorecase multiline count mandatory_count",
                        RegexFilters::replace)
                .add("regex_search", "regex *groups **flags", RegexFilters::search)
                .add("regex_findall", "regex multiline ignorecase", RegexFilters::findAll)
                .add("regex_escape", "re_type", RegexFilters::escape);
    }

    static void addTests(Registry<Test> tests) {
        tests.add(
                        "match",
                        "pattern ignorecase multiline",
                        (value, a, e) ->
                                regex(a, "pattern").matcher(Text.of(value)).lookingAt())
                .add(
                        "search",
                        "pattern ignorecase multiline",
                        (value, a, e) ->
                                regex(a, "pattern").matcher(Text.of(value)).find())
                .add("regex", "pattern ignorecase multiline match_type", (value, a, e) -> {
                    Matcher matcher = regex(a, "pattern").matcher(Text.of(value));
                    return switch (a.text("match_type", "search")) {
                        case "match" -> matcher.lookingAt();
                        case "fullmatch" -> matcher.matches();
                        default -> matcher.find();
                    };
                });
    }

    private static PythonRegex regex(Arguments arguments, String name) {
        return PythonRegex.of(
                arguments.text(name, ""), arguments.flag("ignorecase", false), arguments.flag("multiline", false));
    }

    private static Object replace(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        boolean[] replaced = new boolean[1];
        return regex(arguments, "pattern")
                .replace(Text.of(value), arguments.text("replacement", ""), arguments.integer("count", 0), replaced);
    }

    private static @Nullable Object search(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        boolean ignoreCase = Boolean.TRUE.equals(arguments.named().get("ignorecase"));
        PythonRegex regex = PythonRegex.of(
                arguments.requiredText("regex"),
                ignoreCase,
                Boolean.TRUE.equals(arguments.named().get("multiline")));
        Matcher match = regex.matcher(Text.of(value));
        if (!match.find()) {
            return null;
        }
        if (arguments.more().isEmpty()) {
            return match.group();
        }
        NewList groups = new NewList();
        arguments.more().forEach(group -> groups.add(regex.group(match, Text.of(group))));
        return groups;
    }

    private static Object findAll(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        NewList found = new NewList();
        Matcher match = regex(arguments, "regex").matcher(Text.of(value));
        while (match.find()) {
            Bounds.items(found.size() + 1L);
            if (match.groupCount() < 2) {
                String group = match.group(match.groupCount());
                found.add(group == null ? "" : group);
            } else {
                NewList groups = new NewList();
                for (int i = 1; i <= match.groupCount(); i++) {
                    groups.add(match.group(i) == null ? "" : match.group(i));
                }
                found.add(Tuple.copyOf(groups));
            }
        }
        return found;
    }

    private static Object escape(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        String special = switch (arguments.text("re_type", "python")) {
            case "python" -> "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";
            case "posix_basic" -> "].[^$*\\";
            default -> throw new PythonException("`regex_escape` knows the types python and posix_basic");
        };
        StringBuilder out = new StringBuilder();
        for (char c : Text.of(value).toCharArray()) {
            out.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return out.toString();
    }
}
