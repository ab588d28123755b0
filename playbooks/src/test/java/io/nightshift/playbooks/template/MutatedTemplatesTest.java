package io.nightshift.playbooks.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is typed, the answer is a value or a message with a position; never an exception of ours. */
class MutatedTemplatesTest {
    private static final Position HERE = new Position("case", 1, 1);
    private static final String PIECES = "(){}[]|.,:'\"%#~*/-+ =!<>0aN_\\\n";
    private static final Scope SCOPE = Scope.of(Map.of(
            "n",
            7L,
            "name",
            "web01.example.org",
            "words",
            List.of("b", "a"),
            "app",
            Map.of("port", 80L, "env", Map.of("A", "x")),
            "users",
            List.of(Map.of("name", "ann", "uid", 1L, "groups", List.of("x"))),
            "text",
            "one\ntwo",
            "unknown",
            KnownAfterApply.VALUE));

    private final Templates templates =
            new Templates(Lookups.none(), Clock.systemUTC(), new Random(3), new Limits(2_000_000, 60));

    @Test
    void mutatedExpressionsEndInAValueOrAMessage() throws IOException {
        Random random = new Random(20261122);
        List<String> seeds = new ArrayList<>();
        for (String file : List.of("expressions.txt", "conditions.txt")) {
            seeds.addAll(Files.readAllLines(Path.of("src/test/templates", file)));
        }
        seeds.addAll(List.of(
                Files.readString(Path.of("src/test/templates/texts.txt")).split("\n=====\n")));
        List<String> bugs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String text = mutated(seeds.get(random.nextInt(seeds.size())), random);
            try {
                if (i % 2 == 0) {
                    templates.condition(text, HERE, SCOPE);
                } else {
                    templates.render(new Source(text.contains("{") ? text : "{{ " + text + " }}", HERE), SCOPE);
                }
            } catch (TemplateException | KnownAfterApplyException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError bug) {
                bugs.add(text + " -> " + bug + " at " + (bug.getStackTrace().length > 0 ? bug.getStackTrace()[0] : ""));
            }
        }
        assertThat(bugs).as(bugs.size() + " bugs").isEmpty();
    }

    private static String mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, piece);
                case 1 -> text.insert(at, piece);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }
}
