package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are what Python's ast.literal_eval gives, as Ansible uses it for INI inventories. */
class PythonLiteralTest {
    private static final Position AT = new Position("hosts", 2, 10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0644",
                "yes",
                "true",
                "none",
                "a b",
                "/srv/x",
                "1.2.3",
                "10.0.0.1",
                "2026-11-22",
                "[1, 2",
                "'open",
                "1_",
                "x'y'",
                "'a' b",
                "{1: }",
                "1 2",
                "--x",
                "",
                "abc # x",
                "True_",
                "1a",
                "b'x'",
                "f(1)",
                "[a, b]",
                "[,]",
                "+"
            })
    void whatIsNoLiteralIsText(String text) {
        assertThat(parse(text)).isEqualTo(text);
    }

    @Test
    void numbers() {
        assertThat(parse("80")).isEqualTo(80L);
        assertThat(parse("-5")).isEqualTo(-5L);
        assertThat(parse("1_000")).isEqualTo(1000L);
        assertThat(parse("0x1F")).isEqualTo(31L);
        assertThat(parse("0o17")).isEqualTo(15L);
        assertThat(parse("0b11")).isEqualTo(3L);
        assertThat(parse("1.5")).isEqualTo(1.5);
        assertThat(parse("1e3")).isEqualTo(1000.0);
        assertThat(parse(".5")).isEqualTo(0.5);
        assertThat(parse("5 # five")).isEqualTo(5L);
    }

    @Test
    void wordsAndText() {
        assertThat(parse("True")).isEqualTo(true);
        assertThat(parse("False")).isEqualTo(false);
        assertThat(parse("None")).isNull();
        assertThat(parse("'a b'")).isEqualTo("a b");
        assertThat(parse("\"tab\\there\"")).isEqualTo("tab\there");
        assertThat(parse("'a' 'b'")).isEqualTo("ab");
    }

    @Test
    void collections() {
        assertThat(parse("['a', 1, None]")).isEqualTo(Arrays.asList("a", 1L, null));
        assertThat(parse("1, 2")).isEqualTo(List.of(1L, 2L));
        assertThat(parse("(1,)")).isEqualTo(List.of(1L));
        assertThat(parse("('x')")).isEqualTo("x");
        assertThat(parse("{'a': {'b': [1]}, 2: 'c'}")).isEqualTo(Map.of("a", Map.of("b", List.of(1L)), "2", "c"));
        assertThat(parse("[]")).isEqualTo(List.of());
        assertThat(parse("{}")).isEqualTo(Map.of());
    }

    @Test
    void templatesAreKeptForLater() {
        assertThat(parse("{{ port }}")).isEqualTo(new Source("{{ port }}", AT));
        assertThat(parse("['{{ port }}']")).isEqualTo(List.of(new Source("{{ port }}", AT)));
    }

    @Test
    void deepNestingIsText() {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertThat(parse(deep)).isEqualTo(deep);
    }

    private static Object parse(String text) {
        return PythonLiteral.parse(text, AT);
    }
}
