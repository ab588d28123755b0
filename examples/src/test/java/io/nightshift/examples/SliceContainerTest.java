package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One slice through everything: copy, apt, service and command over SSH, done, done again, and taken back. */
@NeedsTargets
class SliceContainerTest {
    static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "root"})
    void aRolloutWorksChangesNothingTheSecondTimeAndGoesBack(String user) {
        TargetHost host = fleet.host();
        Nightshift nightshift = Nightshift.on(fleet, user);
        TargetSnapshot before = host.snapshot();

        Ended first = nightshift.run("first-steps/site.yml").mustEnd(0, "UPDATED");
        assertThat(host.read("/etc/at.allow")).isEqualTo("root\ndeploy\n");
        assertThat(host.sh("systemctl is-active atd && systemctl is-enabled atd")
                        .text())
                .isEqualTo("active\nenabled");
        assertThat(host.sh("stat -c '%F %a' /srv/jobs").text()).isEqualTo("fifo 622");

        nightshift.run("first-steps/site.yml").mustEnd(0, "UNCHANGED");

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }
}
