package io.nightshift.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.playbooks.Rollout.Limit;
import io.nightshift.playbooks.Rollout.Trouble;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Map<Trouble, Limit> LIMITS = Map.of(
            Trouble.FAILED,
            new Limit(5, true),
            Trouble.UNHEALTHY,
            new Limit(2, false),
            Trouble.UNREACHABLE,
            new Limit(30, true));

    private final Tally tally = new Tally();

    @Test
    void aNumberIsReachedByThatManyHosts() {
        attempt(100);
        tally.met("pc1", Trouble.UNHEALTHY);
        assertThat(tally.exceeded(LIMITS)).isEmpty();

        tally.met("pc1", Trouble.UNHEALTHY);
        assertThat(tally.exceeded(LIMITS)).as("the same host twice").isEmpty();

        tally.met("pc2", Trouble.UNHEALTHY);
        assertThat(tally.exceeded(LIMITS)).contains("2 of 100 hosts are unhealthy, and the limit is 2");
    }

    @Test
    void aPercentageIsOfTheHostsAttempted() {
        attempt(100);
        for (int i = 0; i < 4; i++) {
            tally.met("pc" + i, Trouble.FAILED);
        }
        assertThat(tally.exceeded(LIMITS)).isEmpty();

        tally.met("pc4", Trouble.FAILED);
        assertThat(tally.exceeded(LIMITS)).contains("5 of 100 hosts failed, and the limit is 5%");
    }

    @Test
    void aPercentageIsOfAtLeastFive() {
        tally.met("pc0", Trouble.UNREACHABLE);
        assertThat(tally.exceeded(LIMITS)).as("1 of 1, taken as 1 of 5").isEmpty();

        tally.met("pc1", Trouble.UNREACHABLE);
        assertThat(tally.exceeded(LIMITS)).contains("2 of 2 hosts were lost, and the limit is 30%");
    }

    @Test
    void kindsAreCountedApartAndTheFirstCounts() {
        attempt(10);
        tally.met("pc0", Trouble.UNHEALTHY);
        tally.met("pc1", Trouble.UNREACHABLE);
        tally.met("pc1", Trouble.UNHEALTHY);
        assertThat(tally.exceeded(LIMITS)).isEmpty();
        assertThat(tally.exceeded(Map.of())).isEmpty();
    }

    private void attempt(int hosts) {
        for (int i = 0; i < hosts; i++) {
            tally.attempted("pc" + i);
        }
    }
}
