package io.nightshift.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.testing.Scoreboard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rollouts that wait: for windows, for hosts that are off, for the night after next. The simulated time begins on Sunday 29 November 2026, 01:00 UTC. */
class NightsFaultTest {
    private static final List<String> THREE = List.of("pc1", "pc2", "pc3");

    /** Twenty minutes a step. */
    private static final String STEPS = """
            - hosts: all
              gather_facts: no
              rollout:
                width: 1
                offline: {wait: 5d}
              tasks:
            """ + step("one") + step("two") + step("three");

    private static String step(String name) {
        return "    - {name: " + name + ", command: \"mark " + name
                + "-{{ inventory_hostname }} 1200\", undo: again}\n";
    }

    @Test
    void nothingBeginsBeforeTheWindowOpensNorWhereItWouldNotFitBeforeItCloses() {
        Nights nights = new Nights(THREE, STEPS, window("150 minutes", "finish"), 1);
        RunResult result = nights.go().orElseThrow();

        assertThat(result.exitCode()).isZero();
        assertThat(THREE.stream().map(host -> night(nights, host)).sorted(Comparator.comparing(List::toString)))
                .as("an hour is known not to fit into half of one")
                .containsExactly(
                        List.of("29T22", "29T22", "29T23"),
                        List.of("29T23", "29T23", "30T00"),
                        List.of("30T22", "30T22", "30T23"));
        assertThat(nights.events)
                .filteredOn(RunEvent.HostEnded.class::isInstance)
                .extracting(event -> String.valueOf(((RunEvent.HostEnded) event).detail()))
                .contains(
                        "it is expected to need 60 min, and its window closes in 30 min; next opening Mon 30 Nov 22:00 UTC");
    }

    @Test
    void atTheClosingAHostFinishesWhereItsWindowSaysSo() {
        Nights nights = new Nights(List.of("pc1"), STEPS, window("45 minutes", "finish"), 2);
        assertThat(nights.go().orElseThrow().exitCode()).isZero();
        assertThat(night(nights, "pc1")).containsExactly("29T22", "29T22", "29T23");
    }

    @Test
    void atTheClosingAHostParksBetweenTwoStepsAndGoesOnTheNextNight() {
        Nights nights = new Nights(List.of("pc1"), STEPS, window("25 minutes", "park"), 3);
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.UPDATED);
        assertThat(night(nights, "pc1")).containsExactly("29T22", "29T22", "30T22");
        assertThat(nights.world.hosts.get("pc1").marks).containsExactly("one-pc1", "two-pc1", "three-pc1");
    }

    @Test
    void atTheClosingAHostGoesBackWhereItsWindowSaysSo() {
        Nights nights = new Nights(
                List.of("pc1"), STEPS.replace("undo: again", "undo: unmark x"), window("25 minutes", "undo"), 4);
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.ROLLED_BACK);
        assertThat(nights.world.hosts.get("pc1").takenBack).hasSize(2);
    }

    @Test
    void aHostThatIsOffIsDoneTheMomentItAnswersInsideItsWindow() {
        Nights nights = new Nights(THREE, STEPS, window("3 hours", "finish"), 5);
        SimulatedHost late = nights.world.hosts.get("pc2");
        late.powered(List.<long[]>of(
                new long[] {nights.until("2026-11-29T12:00:00Z"), nights.until("2026-11-29T20:00:00Z")},
                new long[] {nights.until("2026-12-01T23:30:00Z"), nights.until("2026-12-02T08:00:00Z")}));
        RunResult result = nights.go().orElseThrow();

        assertThat(result.exitCode()).isZero();
        assertThat(List.of(night(nights, "pc1"), night(nights, "pc3")))
                .as("they wait for nobody")
                .containsExactlyInAnyOrder(List.of("29T22", "29T22", "29T23"), List.of("29T23", "29T23", "30T00"));
        assertThat(nights.changes.get("pc2").get(0))
                .isBetween(Instant.parse("2026-12-01T23:50:00Z"), Instant.parse("2026-12-01T23:51:00Z"));
    }

    @Test
    void aHostThatIsSwitchedOffInTheMiddleOfACommandIsNotAskedToDoItTwice() {
        Nights nights = new Nights(List.of("pc1"), STEPS, window("3 hours", "finish"), 6);
        nights.world
                .hosts
                .get("pc1")
                .powered(List.<long[]>of(
                        new long[] {0, nights.until("2026-11-29T22:20:30Z")},
                        new long[] {nights.until("2026-11-30T23:00:00Z"), nights.until("2026-12-02T08:00:00Z")}));
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).as("what became of `two` nobody knows").containsEntry("pc1", HostState.UNKNOWN);
        assertThat(nights.world.hosts.get("pc1").marks).startsWith("one-pc1").doesNotHaveDuplicates();
    }

    @Test
    void aHostThatIsSwitchedOffBetweenTwoStepsGoesOnWhereItStood() {
        Nights nights = new Nights(List.of("pc1"), STEPS, window("25 minutes", "park"), 6);
        nights.world
                .hosts
                .get("pc1")
                .powered(List.<long[]>of(
                        new long[] {0, nights.until("2026-11-29T23:00:00Z")},
                        new long[] {nights.until("2026-12-01T22:10:00Z"), nights.until("2026-12-02T08:00:00Z")}));
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.UPDATED);
        assertThat(night(nights, "pc1")).containsExactly("29T22", "29T22", "01T22");
        assertThat(nights.world.hosts.get("pc1").marks).containsExactly("one-pc1", "two-pc1", "three-pc1");
    }

    @Test
    void aHostThatNeverComesIsGivenUpWhenItsTimeIsOver() {
        Nights nights = new Nights(THREE, STEPS, window("3 hours", "finish"), 7);
        nights.world.hosts.get("pc1").away(Long.MAX_VALUE);
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.UNREACHABLE).containsEntry("pc3", HostState.UPDATED);
        assertThat(nights.world.clock.instant())
                .isBetween(Instant.parse("2026-12-04T01:00:00Z"), Instant.parse("2026-12-04T01:20:00Z"));
    }

    @Test
    void catchingUpAHostGoesThroughAllPlaysInTheirOrder() {
        String plays =
                STEPS + STEPS.replace("one", "four").replace("two", "five").replace("three", "six");
        Nights nights = new Nights(THREE, plays, window("23 hours", "finish"), 8);
        nights.world.hosts.get("pc1").powered(List.<long[]>of(new long[] {
            nights.until("2026-12-02T23:30:00Z"), Long.MAX_VALUE / 2
        }));
        RunResult result = nights.go().orElseThrow();

        assertThat(result.exitCode()).isZero();
        assertThat(nights.world.hosts.get("pc1").marks)
                .containsExactly("one-pc1", "two-pc1", "three-pc1", "four-pc1", "five-pc1", "six-pc1");
    }

    @Test
    void aPersonEndsTheWaiting() {
        Nights nights = new Nights(THREE, STEPS, window("3 hours", "finish"), 9);
        nights.world.hosts.get("pc1").away(Long.MAX_VALUE);
        nights.onEvent(event -> {
            if (event instanceof RunEvent.HostEnded ended && ended.host().equals("pc1")) {
                nights.world.store.control(
                        Nights.RUN,
                        new RunControl(RunControl.Kind.ABORT, null, "anna", nights.world.clock.instant(), "enough"));
            }
        });
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.WAITING);
        assertThat(nights.world.clock.instant()).isBefore(Instant.parse("2026-11-30T09:00:00Z"));
    }

    @Test
    void twoThousandComputersThatAreOnAtTheirOwnersWhim() {
        Random random = new Random(14);
        List<String> hosts = IntStream.rangeClosed(1, 2000)
                .mapToObj(i -> String.format("pc%04d", i))
                .toList();
        String playbook = """
                - hosts: all
                  gather_facts: no
                  rollout:
                    rings:
                      - {name: canary, size: 1%, soak: 2h}
                      - {name: pilot, size: 10%, soak: 12h}
                      - {name: broad, size: 100%}
                    width: 50
                    abort: {failed: 5%}
                    offline: {wait: 14d}
                  tasks:
                    - copy: {content: "for {{ inventory_hostname }}", dest: /srv/new}
                    - copy: {content: "and {{ inventory_hostname }}", dest: /srv/other}
                """;
        Nights nights = new Nights(hosts, playbook, window("8 hours", "park"), 15);
        List<String> longEnough = new ArrayList<>();
        for (String host : hosts) {
            List<long[]> times = Night.times(nights, random);
            nights.world.hosts.get(host).powered(times);
            if (Night.longEnough(nights, times)) {
                longEnough.add(host);
            }
        }
        RunResult result = nights.go().orElseThrow();
        assertThat(longEnough).hasSizeGreaterThan(hosts.size() / 3);
        long done = longEnough.stream()
                .filter(host -> result.hosts().get(host) == HostState.UPDATED)
                .count();
        Scoreboard.line(
                "R-16",
                "dark-computers",
                hosts.size(),
                hosts.size() - (longEnough.size() - done),
                longEnough.size() + " were on long enough in fourteen nights, " + done + " of them are done");
        assertThat(longEnough.stream().filter(host -> result.hosts().get(host) != HostState.UPDATED))
                .as("on long enough, and not done")
                .isEmpty();
        assertThat(result.hosts()).hasSize(hosts.size());
        assertThat(Set.copyOf(result.hosts().values())).isSubsetOf(HostState.UPDATED, HostState.UNREACHABLE);
        assertThat(nights.events).noneMatch(RunEvent.RolloutAborted.class::isInstance);
        assertThat(nights.changes.values().stream().flatMap(List::stream)).allMatch(Night::isOpen);
    }

    /** When computers are on, and when they were on long enough. */
    private static final class Night {
        private static final long HOUR = 3_600_000;

        /** Office hours, some evenings, some whole nights; some computers never. */
        static List<long[]> times(Nights nights, Random random) {
            List<long[]> times = new ArrayList<>();
            double nightly = List.of(0.0, 0.05, 0.2, 0.6).get(random.nextInt(4));
            for (int day = 0; day < 14; day++) {
                long morning = nights.until("2026-11-29T07:00:00Z") + day * 24 * HOUR + random.nextInt(7_200_000);
                long evening = morning + 6 * HOUR + random.nextInt((int) (8 * HOUR));
                long off = random.nextDouble() < nightly ? evening + (long) (random.nextDouble() * 10 * HOUR) : evening;
                times.add(new long[] {morning, off});
            }
            return times;
        }

        /** An hour within the window, after the rings before had their soak. */
        static boolean longEnough(Nights nights, List<long[]> times) {
            long from = nights.until("2026-12-01T22:00:00Z");
            for (int night = 0; night < 11; night++) {
                long opens = from + night * 24 * HOUR;
                for (long[] on : times) {
                    if (Math.min(on[1], opens + 8 * HOUR) - Math.max(on[0], opens) > HOUR) {
                        return true;
                    }
                }
            }
            return false;
        }

        static boolean isOpen(Instant at) {
            int hour = at.atZone(java.time.ZoneOffset.UTC).getHour();
            return hour >= 22 || hour < 6;
        }
    }

    private static List<String> night(Nights nights, String host) {
        return nights.changes.get(host).stream()
                .map(at -> at.toString().substring(8, 13))
                .toList();
    }

    private static String window(String duration, String closing) {
        String[] words = duration.split(" ");
        return "    maintenance_window: overnight\n"
                + "    maintenance_windows:\n"
                + "      overnight: {zone: UTC, days: [mon, tue, wed, thu, fri, sat, sun], start: \"22:00\", duration: "
                + words[0] + (words[1].startsWith("h") ? "h" : "m") + ", closing: " + closing + "}\n";
    }
}
