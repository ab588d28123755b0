package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controller is killed while a step is on its way; another process brings the host back all the same. */
@NeedsTargets
class KilledControllerContainerTest {
    static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest(name = "killed {0}")
    @CsvSource(delimiter = '|', textBlock = """
            in the middle of a slow command        | test -e /srv/half
            while the way back of apt is recorded  | pgrep -x dpkg
            while packages are unpacked            | pgrep -f 'dpkg.*--unpac[k]'
            right after a file was written         | test -e /etc/first
            """)
    void aKilledRunIsTakenBackByAnotherProcess(String when, String reached) {
        TargetHost host = fleet.host();
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        TargetSnapshot before = host.snapshot();

        Nightshift.Started run = nightshift.startRun("src/test/playbooks/killed.yml");
        try {
            // The host itself looks, many times a second: some moments are short. A run that was faster is taken back
            // all the same.
            await(when)
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> !run.process().isAlive()
                            || host.sh("for i in $(seq 150); do " + reached + " && exit 0; sleep 0.02; done; exit 1")
                                    .succeeded());
        } finally {
            run.kill();
        }

        nightshift.rollback(Ended.run(run.text())).mustEnd(0, "ROLLED_BACK");
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }
}
