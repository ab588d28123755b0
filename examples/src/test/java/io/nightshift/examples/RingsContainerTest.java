package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A rollout that turns bad after a soak, and windows that close in the middle of the work. */
@NeedsTargets
class RingsContainerTest {
    static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start("pc1", "pc2", "pc3", "pc4", "pc5");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void aRingThatTurnsUnhealthyAfterItsSoakTakesBackWhatWasRolledOut() {
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        List<TargetSnapshot> before =
                fleet.hosts().stream().map(TargetHost::snapshot).toList();
        Nightshift.Started run = nightshift.startRun("src/test/playbooks/rings.yml");
        await().atMost(Duration.ofMinutes(2)).until(() -> run.text().contains("ring pilot is left alone"));
        List.of("pc2", "pc3")
                .forEach(host ->
                        fleet.host(host).sh("touch /etc/ward-client.no-licence").text());

        Ended ended = run.await();

        assertThat(ended.status()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains("ABORTED  2 of 3 hosts are unhealthy, and the limit is 2; all hosts go back")
                .contains("pc1  ROLLED_BACK", "pc2  ROLLED_BACK", "pc3  ROLLED_BACK", "pc4  WAITING", "pc5  WAITING");
        String report = nightshift.start(List.of("report", ended.run())).await().output();
        assertThat(report).contains("ROLLED_BACK", "WAITING", "the rollout was ended: 2 of 3 hosts are unhealthy");
        String status = nightshift
                .start(List.of("rollout", "status", ended.run()))
                .await()
                .output();
        assertThat(status)
                .contains("ended early: 2 of 3 hosts are unhealthy")
                .contains("ring canary  1 host: 1 rolled back; soaked", "ring broad   2 hosts: 2 waiting");
        List.of("pc2", "pc3")
                .forEach(host ->
                        fleet.host(host).sh("rm /etc/ward-client.no-licence").text());
        for (int i = 0; i < before.size(); i++) {
            TargetHost host = fleet.hosts().get(i);
            assertThat(before.get(i).differencesTo(host.snapshot()))
                    .as(host.name())
                    .isEmpty();
        }
    }

    /** The window closes while the second of three steps is at work, and opens again ten seconds later for one of the hosts. */
    @Test
    void atTheClosingEachHostDoesWhatItsWindowSays() {
        List<TargetHost> hosts = fleet.hosts().subList(0, 3);
        hosts.forEach(host -> host.sh("rm -f /srv/first /srv/last").text());
        TargetSnapshot before = hosts.get(2).snapshot();
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        ZonedDateTime minute = now.truncatedTo(ChronoUnit.MINUTES).minusMinutes(1);
        long closes = Duration.between(minute, now).toSeconds() + 25;
        Nightshift nightshift = Nightshift.with(
                        fleet,
                        "closing",
                        fleet.inventory("deploy")
                                .replaceAll("(?m)^(pc1 .*)$", "$1 maintenance_window=finish")
                                .replaceAll("(?m)^(pc2 .*)$", "$1 maintenance_window=\"['park', 'again']\"")
                                .replaceAll("(?m)^(pc3 .*)$", "$1 maintenance_window=undo"))
                .withVariables("maintenance_windows:\n"
                        + window("finish", minute, closes, "finish")
                        + window("park", minute, closes, "park")
                        + window("undo", minute, closes, "undo")
                        + window("again", minute.plusMinutes(closes < 110 ? 2 : 3), 300, "finish")
                        + window("tonight", minute.minusHours(1), 7200, "finish"));

        Ended ended = nightshift.run(
                "src/test/playbooks/closing.yml",
                "-l",
                "pc1,pc2,pc3",
                "-e",
                "closes=" + minute.plusSeconds(closes).toEpochSecond());

        assertThat(ended.output()).contains("pc1  UPDATED", "pc2  UPDATED", "pc3  ROLLED_BACK");
        assertThat(ended.output())
                .contains("window   pc2  its maintenance window closed before `last`")
                .contains("window   pc3  its maintenance window closed before `last`");
        assertThat(written(hosts.get(0), "last"))
                .isBefore(minute.plusSeconds(closes + 30).toInstant());
        assertThat(written(hosts.get(1), "last"))
                .isAfterOrEqualTo(minute.plusMinutes(closes < 110 ? 2 : 3).toInstant());
        assertThat(before.differencesTo(hosts.get(2).snapshot())).isEmpty();
    }

    @Test
    void aHostWhoseWindowIsClosedIsLeftAloneAndSaysSo() {
        ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusHours(3).truncatedTo(ChronoUnit.MINUTES);
        Nightshift nightshift = Nightshift.on(fleet, "deploy")
                .withVariables("maintenance_windows:\n" + window("later", later, 3600, "finish")
                        + "maintenance_window: later\n");

        Ended closed = nightshift.run("src/test/playbooks/killed.yml", "-l", "pc4");
        Ended forced = nightshift.run(
                "src/test/playbooks/rings.yml", "-l", "pc4", "--ignore-window", "--reason", "the old one is unsafe");
        Ended status =
                nightshift.start(List.of("rollout", "status", forced.run())).await();

        assertThat(closed.status()).isEqualTo(5);
        assertThat(closed.output()).contains("pc4  WAITING", "next opening");
        assertThat(fleet.host("pc4").sh("test ! -e /etc/first").succeeded()).isTrue();
        forced.mustEnd(0, "UPDATED");
        assertThat(status.output()).contains("ignore window: the old one is unsafe");
        nightshift.rollback(forced.run()).mustEnd(0, "ROLLED_BACK");
    }

    private static Instant written(TargetHost host, String file) {
        return Instant.ofEpochSecond(
                Long.parseLong(host.sh("stat -c %Y /srv/" + file).text().strip()));
    }

    private static String window(String name, ZonedDateTime opens, long seconds, String closing) {
        return "  " + name + ": {zone: UTC, days: daily, start: \"" + opens.toLocalTime() + "\", duration: " + seconds
                + "s, closing: " + closing + "}\n";
    }
}
