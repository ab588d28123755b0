package io.nightshift.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.Rollout.Limit;
import io.nightshift.playbooks.Rollout.Ring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingPlanTest {
    private static final List<String> HOSTS = IntStream.rangeClosed(1, 20)
            .mapToObj(i -> String.format("pc%02d", i))
            .toList();

    @Test
    void sizesReachUpToAShareAndLeaveOutWhatEarlierRingsHave() {
        RingPlan plan = plan(
                Map.of("canary", List.of("pc19", "pc03")),
                named("canary"),
                upTo("pilot", "20%"),
                upTo("broad", "100%"));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.rings()).extracting(PlannedRing::name).containsExactly("canary", "pilot", "broad");
        assertThat(plan.rings().get(0).hosts()).containsExactly("pc03", "pc19");
        assertThat(plan.rings().get(1).hosts()).containsExactly("pc01", "pc02");
        assertThat(plan.rings().get(2).hosts())
                .hasSize(16)
                .startsWith("pc04", "pc05")
                .doesNotContain("pc19");
    }

    @Test
    void aSmallShareIsStillOneHost() {
        assertThat(plan(Map.of(), upTo("canary", "1%"), upTo("broad", "100%"))
                        .rings()
                        .get(0)
                        .hosts())
                .containsExactly("pc01");
    }

    @Test
    void sharesRoundUpAndAddUp() {
        RingPlan plan = plan(Map.of(), upTo("one", "33%"), upTo("two", "66%"), upTo("three", "100%"));

        assertThat(plan.rings()).extracting(ring -> ring.hosts().size()).containsExactly(7, 7, 6);
    }

    @Test
    void aHostInTwoRingsIsNamed() {
        RingPlan plan = plan(
                Map.of("it", List.of("pc01", "pc02"), "ward", List.of("pc02", "pc03")),
                named("it"),
                named("ward"),
                upTo("broad", "100%"));

        assertThat(plan.problems())
                .extracting(RingPlan.Problem::message)
                .containsExactly("pc02 is in ring `ward` and in ring `it`");
    }

    @Test
    void aRingThatAddsNobodyIsImpossible() {
        RingPlan plan =
                plan(Map.of("it", HOSTS.subList(0, 6)), named("it"), upTo("pilot", "10%"), upTo("broad", "100%"));

        assertThat(plan.problems())
                .extracting(RingPlan.Problem::message)
                .containsExactly("ring `pilot` adds no host: 10% of 20 are 2, and the rings before it have 6");
    }

    @Test
    void hostsInNoRingAreNamed() {
        RingPlan plan = plan(Map.of("it", HOSTS.subList(0, 6)), named("it"));

        assertThat(plan.problems())
                .extracting(RingPlan.Problem::message)
                .containsExactly("pc07, pc08, pc09, pc10, pc11 and 9 more are in no ring");
    }

    @Test
    void aPatternOutsideOfThePlayIsImpossible() {
        RingPlan plan = plan(Map.of("it", List.of("srv1")), named("it"), upTo("broad", "100%"));

        assertThat(plan.problems())
                .extracting(RingPlan.Problem::message, RingPlan.Problem::hint)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "ring `it` has no host of this play",
                        "its pattern selects srv1, which the play does not run on"));
    }

    private static RingPlan plan(Map<String, List<String>> groups, Ring... rings) {
        return RingPlan.of(List.of(rings), HOSTS, ring -> groups.getOrDefault(ring.name(), List.of()));
    }

    private static Ring named(String name) {
        return new Ring(name, Position.ofFile("site.yml"), name, null, Duration.ZERO, null);
    }

    private static Ring upTo(String name, String size) {
        Limit limit = new Limit(Double.parseDouble(size.replace("%", "")), size.endsWith("%"));
        return new Ring(name, Position.ofFile("site.yml"), null, limit, Duration.ZERO, null);
    }
}
