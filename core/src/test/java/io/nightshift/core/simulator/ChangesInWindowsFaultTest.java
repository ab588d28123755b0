package io.nightshift.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.schedule.Zones;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.window.Feeds;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The real engine on simulated hosts with windows of many shapes in forty zones, near the nights in which clocks change, with
 * controllers that are killed at random and stay away for hours: no host is changed while its window is closed, but for what its
 * closing rule allows. One shape for each zone, thirty with {@code -Dlong}.
 */
class ChangesInWindowsFaultTest {
    private static final List<String> ZONES = Zones.FORTY;
    private static final List<String> HOSTS = List.of("pc1", "pc2", "pc3");
    private static final List<String> DAYS = List.of("daily", "mon-fri", "[sat, sun]", "[sun, tue, thu]", "fri-mon");
    private static final List<String> STARTS = List.of("22:00", "23:30", "00:30", "01:00", "01:30", "02:00", "02:30");
    private static final List<String> DURATIONS = List.of("1h", "90m", "3h", "8h");
    private static final List<String> CLOSINGS = List.of("finish", "park", "undo");
    private static final int MOST_LIVES = 12;

    private final List<String> broken = new ArrayList<>();
    private int changes;
    private int outside;
    private int lives;

    @Test
    void noHostIsChangedWhileItsWindowIsClosed() {
        int shapes = Scoreboard.share(1, 30);
        int good = 0;
        for (int zone = 0; zone < ZONES.size(); zone++) {
            for (int shape = 0; shape < shapes; shape++) {
                int before = broken.size();
                night(ZONES.get(zone), new Random(Scoreboard.seed() * 1_000_003 + zone * 1000L + shape));
                good += broken.size() == before ? 1 : 0;
            }
        }
        int nights = ZONES.size() * shapes;
        Scoreboard.line(
                "R-15",
                "changes-in-windows",
                nights,
                good,
                outside + " of " + changes + " changes outside of a window, in " + lives + " controllers' lives");
        assertThat(broken).isEmpty();
        assertThat(changes).isGreaterThan(3 * nights);
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void night(String zone, Random random) {
        String closing = one(random, CLOSINGS);
        String window = "zone: " + zone + ", days: " + one(random, DAYS) + ", start: \"" + one(random, STARTS)
                + "\", duration: " + one(random, DURATIONS) + ", closing: " + closing;
        StringBuilder playbook = new StringBuilder(
                "- hosts: all\n  gather_facts: no\n  rollout: {rings: [{name: all, size: 100%}], width: 2}\n  tasks:\n");
        for (int step = 1; step <= 4; step++) {
            playbook.append("    - {command: \"mark s")
                    .append(step)
                    .append("-{{ inventory_hostname }} ")
                    .append(300 + random.nextInt(1500))
                    .append("\", undo: unmark x}\n");
        }
        String windows = "    maintenance_windows: {w: {" + window + "}}\n    maintenance_window: w\n";
        Nights nights = new Nights(HOSTS, playbook.toString(), windows, random.nextLong());
        nights.world.clock.jump(Duration.between(nights.world.clock.instant(), begin(zone, random)));
        Optional<RunResult> result = Optional.empty();
        for (int life = 1; life <= MOST_LIVES && result.isEmpty(); life++) {
            lives++;
            nights.world.accidents =
                    life == MOST_LIVES ? Accidents.NONE : new RandomAccidents(nights.world, 0, 0.006, 0);
            result = nights.go();
            nights.world.clock.passTo(nights.world.clock.passed() + random.nextInt(10 * 3_600_000));
        }
        String what = "{" + window + "}";
        if (result.isEmpty()) {
            broken.add(what + ": it never ended");
            return;
        }
        WindowCalendar calendar = calendar(windows, nights.world.clock);
        nights.world.hosts.values().forEach(SimulatedHost::settle);
        for (SimulatedHost host : nights.world.hosts.values()) {
            changes += host.begun.size();
            for (int i = 0; i < host.begun.size(); i++) {
                Instant at = host.begun.get(i);
                boolean goesOn = closing.equals("finish") && i > 0;
                if (!goesOn && !calendar.at(host.name, at).isOpen()) {
                    outside++;
                    broken.add(what + ": " + host.name + " was changed at " + at + " of " + host.begun);
                }
            }
            HostState state = nights.state(host.name);
            boolean ended = state.good() || closing.equals("undo") && state == HostState.ROLLED_BACK;
            boolean neverFits = state == HostState.WAITING && host.begun.isEmpty();
            if (!ended && !neverFits && state != HostState.UNKNOWN) {
                broken.add(what + ": " + host.name + " ended as " + state);
            }
        }
    }

    /** A day before the clocks change where they do, else some day. */
    private static Instant begin(String zone, Random random) {
        ZoneId id = ZoneId.of(zone);
        Instant from = LocalDate.of(2026, 1, 1)
                .plusDays(random.nextInt(700))
                .atTime(12, random.nextInt(60))
                .toInstant(ZoneOffset.UTC);
        ZoneOffsetTransition change = id.getRules().nextTransition(from);
        return change == null || random.nextInt(3) == 0
                ? from
                : change.getInstant().minus(Duration.ofHours(random.nextInt(20)));
    }

    private static WindowCalendar calendar(String windows, Clock clock) {
        Diagnostics problems = new Diagnostics();
        Inventory inventory = Nights.inventory(HOSTS, windows, problems);
        return WindowCalendar.of(inventory, problems, Feeds.NONE, clock);
    }
}
