package io.nightshift.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.module.Effect;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written down comes back as it was, to the last odd byte. */
class ValueTextTest {
    @Test
    void everyKindOfValueComesBack() {
        Map<Object, Object> odd = new LinkedHashMap<>();
        odd.put(1L, "one");
        odd.put(null, List.of());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("nothing", null);
        all.put("truth", List.of(true, false));
        all.put("numbers", Arrays.asList(0L, -1L, Long.MAX_VALUE, BigInteger.TWO.pow(80), 1.5, 1e300, Double.NaN));
        all.put("texts", List.of("", "a\n\t\"\\", "\u00e4\u4f60\ud83c\udf19", "lone \udc80 byte", "\0"));
        all.put("$", "a key that the format uses");
        all.put("odd keys", odd);
        all.put("template", new Source("{{ a }}", new Position("site.yml", 3, 7)));

        assertThat(ValueText.read(ValueText.of(all))).isEqualTo(all);
    }

    @Test
    void longTextIsPackedAndComesBack() {
        String text = "tick \udcff\n".repeat(500_000);

        String written = ValueText.of(Map.of("stdout", text));

        assertThat(written.length()).isLessThan(text.length() / 10);
        assertThat(ValueText.read(written)).isEqualTo(Map.of("stdout", text));
    }

    @Test
    void anOutcomeComesBackWithItsEffects() {
        RecordedOutcome outcome = new RecordedOutcome(
                Map.of("changed", true, "rc", 0L),
                true,
                false,
                false,
                List.of(
                        new Effect.SetFacts(Map.of("a", 1L), true),
                        new Effect.AddHost("web1", List.of("web"), Map.of("port", 22L)),
                        new Effect.JoinGroup("debian", List.of("linux")),
                        new Effect.Meta("end_host")),
                false);

        assertThat(OutcomeText.read(OutcomeText.of(outcome))).isEqualTo(outcome);
        assertThat(OutcomeText.read(OutcomeText.of(outcome.forOthers())).shared())
                .isTrue();
    }

    @Test
    void theLinesOfAnOutputAreCutAgainAndOthersComeBackAsTheyWere() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("stdout_lines", List.of("a", "", "b"));
        result.put("stdout", "a\n\nb\n");
        result.put("stderr", "one\n");
        result.put("stderr_lines", List.of("another"));
        RecordedOutcome outcome = new RecordedOutcome(result, false, false, false, List.of(), false);

        String written = OutcomeText.of(outcome);
        assertThat(written).doesNotContain("\"b\"").contains("\"another\"");
        assertThat(OutcomeText.read(written)).isEqualTo(outcome);
        assertThat(OutcomeText.read(written).result().keySet())
                .containsExactly("stdout_lines", "stdout", "stderr", "stderr_lines");
    }

    @Test
    void whatWeDidNotWriteIsRefused() {
        assertThatThrownBy(() -> ValueText.read("{\"a\": [1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ValueText.read("")).isInstanceOf(IllegalArgumentException.class);
    }
}
