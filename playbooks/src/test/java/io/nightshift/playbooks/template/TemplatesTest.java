package io.nightshift.playbooks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final Position HERE = new Position("site.yml", 14, 11);
    private final Templates templates = new Templates(
            Lookups.standard(),
            Clock.fixed(Instant.parse("2026-11-22T01:02:03Z"), ZoneOffset.UTC),
            new Random(1),
            Limits.DEFAULT);

    private static Source source(String text) {
        return new Source(text, HERE);
    }

    private Object render(String text, Map<String, ?> variables) {
        return templates.render(source(text), Scope.of(variables));
    }

    @Test
    void oneExpressionKeepsItsType() {
        assertThat(render("{{ n + 1 }}", Map.of("n", 41L))).isEqualTo(42L);
        assertThat(render("{{ [1, 'a'] }}", Map.of())).isEqualTo(List.of(1L, "a"));
        assertThat(render("{{ n }} hosts", Map.of("n", 41L))).isEqualTo("41 hosts");
        assertThat(render("{{ text }}", Map.of("text", "[1, 2]"))).isEqualTo("[1, 2]");
    }

    @Test
    void partsThatPrintNothingDoNotMakeAListIntoText() {
        assertThat(render("{% set a = [] %}{% for i in [1, 2] %}{{ a.append(i) }}{% endfor %}{{ a }}", Map.of()))
                .isEqualTo(List.of(1L, 2L));
    }

    @Test
    void dataIsNeverRendered() {
        Map<String, Object> variables = Map.of("output", "{{ 7 * 7 }}", "ours", source("{{ output }}"));
        assertThat(render("{{ ours }}", variables)).isEqualTo("{{ 7 * 7 }}");
        assertThat(render("got {{ ours }}", variables)).isEqualTo("got {{ 7 * 7 }}");
        assertThat(templates.condition("ours == output", HERE, Scope.of(variables)))
                .isTrue();
    }

    @Test
    void sourcesAreRenderedLeafByLeaf() {
        Map<String, Object> variables = Map.of(
                "app", Map.of("port", source("{{ base + 1 }}"), "broken", source("{{ nowhere }}")), "base", 8000L);
        assertThat(render("{{ app.port }}", variables)).isEqualTo(8001L);
        assertThat(render("{{ app.broken is defined }}", variables)).isEqualTo(false);
        assertThat(render("{{ app.broken.deeper | default('none') }}", variables))
                .isEqualTo("none");
    }

    @Test
    void anUndefinedVariableIsNamedWithItsPlaceAndTheNearestName() {
        UndefinedException problem = catchThrowableOfType(
                UndefinedException.class, () -> render("port {{ http_prot }}", Map.of("http_port", 80L)));
        assertThat(problem).hasMessage("`http_prot` is not defined");
        assertThat(problem.hint()).isEqualTo("did you mean `http_port`?");
        assertThat(problem.position()).isEqualTo(new Position("site.yml", 14, 19));
    }

    @Test
    void aCircleIsNamed() {
        Map<String, Object> variables = Map.of("a", source("{{ b }}"), "b", source("{{ c }}"), "c", source("{{ a }}"));
        assertThatThrownBy(() -> render("{{ a }}", variables)).hasMessage("`a` refers to itself: a -> b -> c -> a");
    }

    @Test
    void aValueKnownAfterApplyMayBePassedOnButNotRead() {
        Map<String, Object> variables = Map.of("result", KnownAfterApply.VALUE);
        assertThat(render("{{ result.stdout }}", variables)).isSameAs(KnownAfterApply.VALUE);
        assertThat(render("{{ result is defined }}", variables)).isEqualTo(true);
        assertThatThrownBy(() -> render("is {{ result.stdout }}", variables))
                .isInstanceOf(KnownAfterApplyException.class);
        assertThatThrownBy(() -> templates.condition("result.rc == 0", HERE, Scope.of(variables)))
                .isInstanceOf(KnownAfterApplyException.class);
    }

    @Test
    void omitComesThrough() {
        assertThat(render("{{ owner | default(omit) }}", Map.of())).isSameAs(Omit.VALUE);
    }

    @Test
    void bracesInAConditionAreReadAsBrackets() {
        Scope scope = Scope.of(Map.of("a", "x", "yes", true));
        assertThat(templates.condition("{{ yes }}", HERE, scope)).isTrue();
        assertThat(templates.condition("'{{ a }}y' == 'xy' and not {{ yes }}", HERE, scope))
                .isFalse();
        assertThat(templates.condition("a == \"' or true or '\"", HERE, scope)).isFalse();
    }

    @Test
    void namesAreFoundWithoutEvaluating() {
        References references =
                templates.references("groups['web'] | mapp('upper') | list is defind and lookup('flie', x)", HERE);
        assertThat(references.variables()).contains("groups", "x");
        assertThat(templates.unknownNames(references)).contains("filter mapp", "test defind", "lookup flie");
    }

    @Test
    void workIsBounded() {
        assertThatThrownBy(() -> render("{{ range(100000000) }}", Map.of()))
                .hasMessageContaining("more than 2000000 items");
        assertThatThrownBy(() -> render("{{ 'a' * 100000000 }}", Map.of())).hasMessageContaining("longer than");
        assertThatThrownBy(() -> render("{{ 9 ** 999999 }}", Map.of())).hasMessageContaining("too large");
        assertThatThrownBy(() -> render("{{ " + "(".repeat(5000) + ")".repeat(5000) + " }}", Map.of()))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", Map.of()))
                .hasMessageContaining("nested more than");
    }

    @Test
    void resolveRendersEverythingAndLeavesDataAlone() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("list", new ArrayList<>(Arrays.asList(source("{{ 1 + 1 }}"), "{{ data }}", null)));
        assertThat(templates.resolve(value, Scope.of(Map.of())))
                .isEqualTo(Map.of("list", Arrays.asList(2L, "{{ data }}", null)));
    }

    @Test
    void aFileIsRenderedWithItsHeader() {
        assertThat(templates.renderText(
                        "#jinja2: lstrip_blocks: True\nx\n  {% if a %}\n  y\n  {% endif %}\n",
                        "t.j2", Scope.of(Map.of("a", true))))
                .isEqualTo("x\n  y\n");
        TemplateException problem = catchThrowableOfType(
                TemplateException.class,
                () -> templates.renderText("one\n{{ two three }}\n", "t.j2", Scope.of(Map.of())));
        assertThat(problem.position()).isEqualTo(new Position("t.j2", 2, 8));
        assertThat(problem).hasMessage("expected the end of the expression, found `three`");
    }
}
