package io.nightshift.playbooks.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.template.python.JsonReader;
import io.nightshift.playbooks.template.python.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What ansible-core and Jinja2 really gave for the cases in {@code src/test/templates} (see golden.py there), compared with what we give. Where we differ on purpose, the
 * case stands in differences.txt with the reason.
 */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/templates");
    private static final Position HERE = new Position("case", 1, 1);
    private static final Map<?, ?> GOLDEN = golden();
    private static final Map<String, String> DIFFERENCES = differences();
    private static final Scope SCOPE = Scope.of(variables());

    private final Templates templates =
            new Templates(Lookups.standard(), Clock.system(ZoneOffset.UTC), new Random(7), Limits.DEFAULT);

    private static Map<?, ?> golden() {
        try (var in = GoldenTest.class.getResourceAsStream("golden.json")) {
            return (Map<?, ?>) JsonReader.read(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }

    /** Blocks of a reason line "# …", then the inputs it holds for, one a line ("\n" for a newline). */
    private static Map<String, String> differences() {
        Map<String, String> differences = new TreeMap<>();
        try {
            String reason = "";
            for (String line : Files.readAllLines(CASES.resolve("differences.txt"))) {
                if (line.startsWith("# ")) {
                    reason = line.substring(2);
                } else if (!line.isBlank()) {
                    differences.put(line.replace("\\n", "\n"), reason);
                }
            }
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
        return differences;
    }

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        ((Map<?, ?>) GOLDEN.get("variables")).forEach((name, value) -> variables.put((String) name, raw(value)));
        variables.put(
                "ansible_search_path",
                List.of(CASES.resolve("files").toAbsolutePath().toString()));
        return variables;
    }

    private static Object raw(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.containsKey("__data")) {
                return map.get("__data");
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put((String) key, raw(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(raw(item)));
            return copy;
        }
        return value instanceof String text ? Source.of(text, HERE) : value;
    }

    @Test
    void expressions() {
        compare(
                "expressions",
                text -> templates.render(new Source("{{ " + text + " }}", HERE), SCOPE),
                GoldenTest::same);
    }

    @Test
    void conditions() {
        compare("conditions", text -> templates.condition(text, HERE, SCOPE), GoldenTest::same);
    }

    @Test
    void texts() {
        compare("texts", text -> templates.render(new Source(text, HERE), SCOPE), GoldenTest::sameText);
    }

    @Test
    void files() {
        compare("files", text -> templates.renderText(text, "golden.j2", SCOPE), GoldenTest::same);
    }

    private static boolean same(Object expected, Object actual) {
        return expected instanceof Double x && actual instanceof Double y && x.isNaN() && y.isNaN()
                || Text.repr(expected).equals(Text.repr(actual))
                        && io.nightshift.playbooks.template.python.Order.equal(expected, actual);
    }

    /** In texts, Ansible's classic mode gives numbers and none as text. */
    private static boolean sameText(Object expected, Object actual) {
        return same(expected, actual)
                || (expected instanceof String && expected.equals(actual == null ? "" : Text.of(actual)));
    }

    private interface Comparison {
        boolean same(Object expected, Object actual);
    }

    private static void compare(String section, Function<String, Object> evaluate, Comparison comparison) {
        List<String> wrong = new ArrayList<>();
        for (Object each : (List<?>) GOLDEN.get(section)) {
            Map<?, ?> golden = (Map<?, ?>) each;
            String input = (String) golden.get("input");
            String problem = problem(golden, input, evaluate, comparison);
            boolean known = DIFFERENCES.containsKey(input.strip());
            if (problem != null && !known) {
                wrong.add(input + "\n      " + problem);
            } else if (problem == null && known) {
                wrong.add(input + "\n      is the same now, but stands in differences.txt");
            }
        }
        assertThat(wrong)
                .as(wrong.size() + " " + section + " differ:\n   " + String.join("\n   ", wrong))
                .isEmpty();
    }

    private static String problem(
            Map<?, ?> golden, String input, Function<String, Object> evaluate, Comparison comparison) {
        Object actual;
        try {
            actual = evaluate.apply(input);
        } catch (TemplateException failure) {
            String kind = failure instanceof UndefinedException ? "undefined" : "error";
            boolean expected = kind.equals(golden.get("error")) && failure.getMessage() != null;
            return expected
                    ? null
                    : "real: " + golden.get("result") + golden.get("because") + ", ours: " + kind + " "
                            + failure.getMessage();
        } catch (RuntimeException bug) {
            return "our bug: " + bug + " " + (bug.getStackTrace().length > 0 ? bug.getStackTrace()[0] : "");
        }
        if (golden.containsKey("error")) {
            return "real: " + golden.get("error") + " " + golden.get("because") + ", ours: " + Text.repr(actual);
        }
        return comparison.same(golden.get("result"), actual)
                ? null
                : "real: " + Text.repr(golden.get("result")) + "\n      ours: " + Text.repr(actual);
    }
}
