package io.nightshift.playbooks.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Prints what one evaluation costs; asserts nothing about it, because machines differ. */
class TemplateSpeedTest {
    private static final int TIMES = 20_000;
    private final Templates templates = new Templates(Lookups.none(), Clock.systemUTC(), new Random(3), Limits.DEFAULT);
    private final Scope scope = Scope.of(Map.of(
            "n",
            7L,
            "name",
            "web01",
            "base",
            8000L,
            "port",
            new Source("{{ base + 80 }}", Position.NONE),
            "users",
            List.of(Map.of("name", "ann", "uid", 1L), Map.of("name", "bob", "uid", 2L))));

    @Test
    void printsTheCostOfCompiledEvaluation() {
        for (String text : List.of(
                "{{ n }}",
                "{{ name }}:{{ port }}",
                "{{ users | selectattr('uid', '>', 1) | map(attribute='name') | join(',') }}",
                "{{ name | regex_replace('^(\\w+?)(\\d+)$', '\\2-\\1') }}",
                "{% for u in users %}{{ loop.index }} {{ u.name }} {% endfor %}")) {
            Source source = new Source(text, Position.NONE);
            Object result = null;
            long start = 0;
            for (int i = 0; i < 2 * TIMES; i++) {
                start = i == TIMES ? System.nanoTime() : start;
                result = templates.render(source, scope);
            }
            double micros = (System.nanoTime() - start) / 1000.0 / TIMES;
            System.out.printf("template speed: %6.2f µs  %s%n", micros, text);
            assertThat(result).isNotNull();
        }
    }
}
