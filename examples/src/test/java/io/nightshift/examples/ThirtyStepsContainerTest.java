package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rollout of thirty steps fails on purpose after step k, and nothing of it may be left. Five of the thirty by default, others with
 * {@code -Dthirty.steps=4,7}; all of them with
 *
 * <pre>./mvnw verify -pl examples -am -Dit.test='ThirtySteps*' -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dthirty.all</pre>
 */
@NeedsTargets
class ThirtyStepsContainerTest {
    private static final String PLAYBOOK = "thirty-steps/rollout.yml";
    static TargetFleet fleet;
    static Nightshift nightshift;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        fleet.host().allowSysctl();
        nightshift = Nightshift.on(fleet, "deploy");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    static IntStream steps() {
        if (System.getProperty("thirty.all") != null) {
            return IntStream.rangeClosed(1, 30);
        }
        return Stream.of(System.getProperty("thirty.steps", "3,9,16,23,30").split(","))
                .mapToInt(Integer::parseInt);
    }

    @ParameterizedTest(name = "after step {0}")
    @MethodSource("steps")
    void aHostThatFailsAfterAnyStepIsAsItWas(int step) {
        TargetHost host = fleet.host();
        TargetSnapshot before = host.snapshot();

        Ended run = nightshift.run(PLAYBOOK, "-e", "fail_at=" + step);

        assertThat(run.output()).contains("failed on purpose after step " + step);
        assertThat(run.changes()).as("changes in:%n%s", run.output()).isEqualTo(step);
        run.mustEnd(1, "ROLLED_BACK");
        assertThat(before.differencesTo(host.snapshot()))
                .as("after:%n%s", run.output())
                .isEmpty();
    }

    @Test
    void allThirtyStepsChangeNothingTheSecondTimeAndGoBack() {
        TargetHost host = fleet.host();
        TargetSnapshot before = host.snapshot();

        Ended first = nightshift.run(PLAYBOOK).mustEnd(0, "UPDATED");
        assertThat(first.changes()).as("changes in:%n%s", first.output()).isEqualTo(30);
        assertThat(host.sh("systemctl is-active shop; systemctl is-enabled atd; cat /proc/sys/net/core/somaxconn")
                        .stdout())
                .isEqualTo("active\ndisabled\n1024\n");

        nightshift.run(PLAYBOOK).mustEnd(0, "UNCHANGED");

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }
}
