package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.demo.DemoHost;
import io.nightshift.core.faults.KilledController.Ended;
import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty hosts, eight steps of which four must not be made twice, the real process killed at random moments and resumed until it is
 * through: nothing is lost, nothing doubled, and what is reported is true. {@code -Dlong} makes 200 and 100 kills.
 */
class KilledControllerFaultTest {
    private static final int HOSTS = 50;
    private static final int MOST_KILLS = 3;
    private static final Duration LONGEST_RESUME = Duration.ofSeconds(10);
    private static final List<String> MADE = List.of("one", "two", "three", "four");
    private static final String EIGHT_STEPS = """
            - hosts: pcs
              gather_facts: no
              tasks:
                - shell: echo one >> ~/log
                  undo: echo no one >> ~/log
                - copy: {content: "a {{ inventory_hostname }}", dest: "~/a"}
                  notify: four
                - shell: sleep 0.3; echo two >> ~/log
                  undo: echo no two >> ~/log
                - file: {path: "~/folder", state: directory}
                - set_fact: {chosen: "{{ 1000000 | random }}"}
                - copy: {content: "{{ chosen }}", dest: "~/folder/b"}
                - shell: echo three >> ~/log; echo {{ chosen }} > ~/chosen
                  undo: echo no three >> ~/log; rm -f ~/chosen
                - file: {path: "~/link", src: a, state: link}
              handlers:
                - name: four
                  shell: echo four >> ~/log
                  undo: echo no four >> ~/log
            """;

    @TempDir
    Path folder;

    private final Random random = new Random(Scoreboard.seed());
    private final List<String> broken = new ArrayList<>();
    private Duration slowest = Duration.ZERO;

    @Test
    void killedRunsAreResumedToTheirEnd() throws Exception {
        int wanted = Scoreboard.share(20, 200);
        int kills = 0;
        int good = 0;
        while (kills < wanted) {
            try (DemoFleet fleet = DemoFleet.start(Files.createTempDirectory(folder, "fleet"), HOSTS)) {
                KilledController controller = controller(fleet);
                int before = broken.size();
                int killed = forward(controller, Math.min(MOST_KILLS, wanted - kills));
                kills += killed;
                check(fleet, MADE, true);
                good += broken.size() == before ? killed : 0;
            }
        }
        Scoreboard.line("R-01", "kill-9-resume", kills, good, "resume " + slowest.toMillis() + " ms");
        assertThat(broken).isEmpty();
        assertThat(slowest)
                .as("resume is there within ten seconds")
                .isLessThan(LONGEST_RESUME.multipliedBy(
                        Scoreboard.isLong() ? 1 : 3)); // the CI share may have busy neighbours
    }

    @Test
    void killedRollbacksSkipNothing() throws Exception {
        int wanted = Scoreboard.share(10, 100);
        int kills = 0;
        int good = 0;
        while (kills < wanted) {
            int killsBefore = kills;
            try (DemoFleet fleet = DemoFleet.start(Files.createTempDirectory(folder, "fleet"), HOSTS)) {
                KilledController controller = controller(fleet);
                Ended forward = controller.run(order(controller));
                assertThat(forward.exit()).as(forward.output()).isZero();
                String run = controller.newestRun();
                Ended ended = controller.killedAfter(moment(), "rollback", run);
                for (int i = 1; ended.killed(); i++) {
                    kills++;
                    String[] again = controller.run("runs").output().contains(run + "-undo")
                            ? new String[] {"resume"}
                            : resumeOrBegin(controller, run);
                    ended = i < MOST_KILLS && kills < wanted
                            ? controller.killedAfter(moment(), again)
                            : controller.run(again);
                    if (ended.output().contains("before anything was done")) {
                        ended = controller.run("rollback", run);
                    }
                }
                int before = broken.size();
                if (ended.exit() != 0) {
                    broken.add("rollback ended with " + ended.exit() + ": " + ended.output());
                }
                check(fleet, undone(), false);
                good += broken.size() == before ? kills - killsBefore : 0;
            }
        }
        Scoreboard.line("R-02", "kill-9-rollback", kills, good, broken.size() + " broken");
        assertThat(broken).isEmpty();
    }

    private KilledController controller(DemoFleet fleet) throws IOException {
        Path home = Files.createTempDirectory(folder, "controller");
        Files.writeString(home.resolve("site.yml"), EIGHT_STEPS);
        return new KilledController(home, fleet);
    }

    private static String[] order(KilledController controller) {
        return new String[] {"run", "site.yml", "-i", controller.inventory().toString()};
    }

    /** Runs and resumes until it is through; returns how often it was killed. */
    private int forward(KilledController controller, int most) throws IOException, InterruptedException {
        int kills = 0;
        Ended ended = controller.killedAfter(moment(), order(controller));
        while (ended.killed()) {
            kills++;
            String runs = controller.run("runs").output();
            boolean begun = runs.contains("interrupted");
            if (!begun && runs.contains("site.yml")) {
                return kills; // it was through when it was killed, and is not to be ordered again
            }
            String[] next = begun ? new String[] {"resume"} : order(controller);
            ended = kills < most ? controller.killedAfter(moment(), next) : controller.run(next);
            if (ended.output().contains("before anything was done")) {
                ended = controller.run(order(controller));
            }
            if (begun && !ended.killed() && ended.took().compareTo(slowest) > 0) {
                slowest = ended.took();
            }
        }
        if (ended.exit() != 0) {
            broken.add("ended with " + ended.exit() + ":\n" + ended.output());
        }
        return kills;
    }

    private static String[] resumeOrBegin(KilledController controller, String run)
            throws IOException, InterruptedException {
        boolean begun = controller.run("runs").output().contains("interrupted");
        return begun ? new String[] {"resume"} : new String[] {"rollback", run};
    }

    /** From before the first step to after the last. */
    private Duration moment() {
        return Duration.ofMillis(800 + random.nextInt(5_000));
    }

    private static List<String> undone() {
        List<String> all = new ArrayList<>(MADE);
        all.addAll(List.of("no four", "no three", "no two", "no one"));
        return all;
    }

    private static boolean sameChoice(Path root) throws IOException {
        return Files.readString(root.resolve("folder/b"))
                .equals(Files.readString(root.resolve("chosen")).strip());
    }

    /** What the hosts themselves say: every line once and in order, every file as it should be. */
    private void check(DemoFleet fleet, List<String> lines, boolean there) throws IOException {
        for (DemoHost host : fleet.hosts()) {
            Path root = host.root();
            List<String> log = Files.exists(root.resolve("log")) ? Files.readAllLines(root.resolve("log")) : List.of();
            if (!log.equals(lines)) {
                broken.add(host.name() + " did " + log);
            }
            for (String file : List.of("a", "folder/b", "link", "chosen")) {
                if (Files.exists(root.resolve(file)) != there) {
                    broken.add(host.name() + ": " + file + (there ? " is missing" : " was left behind"));
                }
            }
            if (there && broken.isEmpty() && !sameChoice(root)) {
                broken.add(host.name() + " chose twice");
            }
        }
    }
}
