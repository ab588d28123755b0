package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plan touches nothing, is done exactly so, and is not done on a host where somebody was in between. */
@NeedsTargets
class PlanContainerTest {
    static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(2);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void aHostThatWasChangedInBetweenIsRefusedByNameAndTheOtherIsDone() {
        TargetHost done = fleet.host("target1");
        TargetHost refused = fleet.host("target2");
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        TargetSnapshot before = done.snapshot();
        String plan = fleet.folder().resolve("first.plan").toString();

        Ended made = nightshift.plan("first-steps/site.yml", "-o", plan);
        assertThat(made.output())
                .contains("2 hosts alike: target1, target2", "install at", "package at: not installed")
                .contains("write /etc/at.allow")
                .contains("Known after apply (needs --accept-deferred): `It runs, now and after the next boot`");
        assertThat(made.status()).isZero();
        assertThat(before.differencesTo(done.snapshot())).isEmpty();

        refused.sh("echo root >/etc/at.allow").text();
        TargetSnapshot theirs = refused.snapshot();
        Ended first =
                nightshift.start(List.of("apply", plan, "--accept-deferred")).await();
        assertThat(first.states()).as(first.output()).isEqualTo(Map.of("target1", "UPDATED", "target2", "ROLLED_BACK"));
        assertThat(first.output()).contains("target2  ROLLED_BACK: refused: changed since the plan: /etc/at.allow");
        assertThat(first.status()).isEqualTo(1);
        assertThat(done.read("/etc/at.allow")).isEqualTo("root\ndeploy\n");
        assertThat(done.sh("systemctl is-active atd").text()).isEqualTo("active");
        assertThat(theirs.differencesTo(refused.snapshot())).isEmpty();

        nightshift.rollback(first.run());
        assertThat(before.differencesTo(done.snapshot())).isEmpty();
        refused.sh("rm /etc/at.allow").text();
        nightshift.start(List.of("apply", plan, "--accept-deferred")).await().mustEnd(0, "UPDATED");
        assertThat(Path.of(plan)).exists();
    }
}
