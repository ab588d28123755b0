package io.nightshift.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    private final Diagnostics problems = new Diagnostics();
    private final YamlReader reader = new YamlReader(problems);

    @Test
    void everyNodeKnowsWhereItWasWritten() {
        YamlNode.Mapping play = mapping("- hosts: web\n  tasks:\n    - ping:\n");
        assertThat(play.entry("tasks").orElseThrow().key().position()).isEqualTo(new Position("site.yml", 2, 3));
        assertThat(play.get("tasks").orElseThrow().position()).isEqualTo(new Position("site.yml", 3, 5));
        assertThat(play.get("hosts").orElseThrow().position()).isEqualTo(new Position("site.yml", 1, 10));
    }

    @Test
    void textWithBracesIsATemplateAndKnowsWhereItsTextBegins() {
        YamlNode.Mapping node = mapping("- a: \"{{ x }}\"\n  b: |\n    first {{ x }}\n    second\n  c: plain {{ y }}\n"
                + "  d: &d '{{ z }}'\n");
        assertThat(node.get("a").orElseThrow().toValue()).isEqualTo(new Source("{{ x }}", at(1, 7)));
        assertThat(node.get("c").orElseThrow().toValue()).isEqualTo(new Source("plain {{ y }}", at(5, 6)));
        assertThat(node.get("d").orElseThrow().toValue()).isEqualTo(new Source("{{ z }}", at(6, 10)));
        Source block = (Source) node.get("b").orElseThrow().toValue();
        assertThat(block.position()).isEqualTo(at(3, 5));
        assertThat(block.at(block.text().indexOf("{{"))).isEqualTo(at(3, 11));
        assertThat(block.at(block.text().indexOf("second"))).isEqualTo(at(4, 5));
    }

    @Test
    void unsafeTextIsNeverATemplate() {
        assertThat(value("a: !unsafe '{{ x }}'\nb: !unsafe [\"{{ y }}\"]\n"))
                .isEqualTo(Map.of("a", "{{ x }}", "b", List.of("{{ y }}")));
    }

    @Test
    void anchorsAliasesAndMergeKeysAreResolved() {
        assertThat(value("base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n"
                        + "one:\n  <<: *base\n  b: 9\ntwo:\n  <<: [*base, *other]\n"))
                .extracting("one", "two")
                .containsExactly(Map.of("a", 1L, "b", 9L), Map.of("a", 1L, "b", 2L, "c", 4L));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void theLastOfTwoEqualKeysWins() {
        assertThat(value("a: 1\nb: 2\na: 3\n")).isEqualTo(Map.of("a", 3L, "b", 2L));
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsDoNotMatter() {
        assertThat(value("\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n")).isEqualTo(Map.of("a", 1L, "b", "x\ny\n"));
    }

    @Test
    void anEmptyFileIsNothingAndNoProblem() {
        assertThat(reader.read("site.yml", "# only a comment\n")).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void jsonIsYamlToo() {
        assertThat(value("{\"a\": [1, \"x\\/y\", null, true], \"b\": \"\\u00e4\\ud83d\\ude00\"}"))
                .isEqualTo(Map.of("a", java.util.Arrays.asList(1L, "x/y", null, true), "b", "ä😀"));
        assertThat(problems.render()).isEmpty();
    }

    @Test
    void severalDocumentsAreReadWhereTheyAreAllowed() {
        assertThat(reader.readAll("site.yml", "---\na: 1\n---\nb: 2\n")).hasSize(2);
        assertThat(problems.all()).isEmpty();
    }

    private Object value(String text) {
        return reader.read("site.yml", text)
                .orElseThrow(() -> new AssertionError(problems.render()))
                .toValue();
    }

    private YamlNode.Mapping mapping(String text) {
        YamlNode.Sequence plays =
                (YamlNode.Sequence) reader.read("site.yml", text).orElseThrow();
        return (YamlNode.Mapping) plays.items().get(0);
    }

    private static Position at(int line, int column) {
        return new Position("site.yml", line, column);
    }
}
