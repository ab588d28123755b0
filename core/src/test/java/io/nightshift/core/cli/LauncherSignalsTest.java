package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.store.Stores;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, a second Ctrl-C, SIGTERM, SIGHUP and a closed terminal, told to a real {@code ./nightshift run} in mid-step. */
class LauncherSignalsTest {
    private static final Path LAUNCHER =
            Path.of("../nightshift").toAbsolutePath().normalize();
    private static final Duration LONG = Duration.ofMinutes(2);
    /** Whoever started us may ignore some of them (nohup, a background job), and children inherit that. */
    private static final List<String> DEFAULTS = List.of("env", "--default-signal=INT,TERM,HUP");

    @TempDir
    private Path work;

    private DemoFleet fleet;
    private Process process;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")) && Files.isExecutable(Path.of("/usr/bin/script")));
        fleet = DemoFleet.start(work.resolve("fleet"), 2);
        Files.writeString(work.resolve("site.yml"), """
                - hosts: pc01
                  gather_facts: no
                  tasks:
                    - name: Something that takes its time
                      shell: touch began; until [ -e go ]; do sleep 0.1; done; touch ended
                      args: {chdir: "%1$s"}
                      undo: "true"
                    - name: The next step
                      file: {path: "%1$s/next", state: touch}
                """.formatted(work));
    }

    @AfterEach
    void tidy() throws Exception {
        Files.writeString(work.resolve("go"), "");
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        fleet.close();
    }

    @Test
    void the_first_ctrl_c_lets_the_step_in_flight_end_and_parks() throws Exception {
        stopsAndParks("INT");
    }

    @Test
    void sigterm_is_a_first_ctrl_c() throws Exception {
        stopsAndParks("TERM");
    }

    @Test
    void sighup_is_a_first_ctrl_c_too() throws Exception {
        stopsAndParks("HUP");
    }

    @Test
    void the_second_ctrl_c_leaves_at_once_and_the_step_goes_on() throws Exception {
        start(DEFAULTS);
        signal("INT");
        said("stopping after the steps in flight");
        signal("INT");
        assertThat(end()).isEqualTo(130);
        assertThat(output())
                .contains("left. What the hosts are doing goes on; go on with: nightshift resume")
                .contains("or take them back with: nightshift rollback");
        assertThat(work.resolve("ended")).doesNotExist();
        Files.writeString(work.resolve("go"), "");
        await().atMost(LONG).until(() -> Files.exists(work.resolve("ended")));
        assertThat(work.resolve("next")).doesNotExist();
    }

    @Test
    void under_nohup_a_closed_terminal_changes_nothing() throws Exception {
        start(List.of("env", "--ignore-signal=HUP"));
        signal("HUP");
        Files.writeString(work.resolve("go"), "");
        assertThat(end()).isZero();
        assertThat(work.resolve("next")).exists();
    }

    @Test
    void a_terminal_that_is_closed_parks_the_run() throws Exception {
        List<String> command = new ArrayList<>(DEFAULTS);
        command.addAll(command());
        start(List.of("script", "-q", "-f", "-c", String.join(" ", command), "typescript"), List.of());
        process.destroyForcibly().waitFor();
        Files.writeString(work.resolve("go"), "");
        await().atMost(LONG).until(() -> Files.exists(work.resolve("ended")) && parked() != null);
        assertThat(work.resolve("next")).doesNotExist();
    }

    private void stopsAndParks(String signal) throws Exception {
        start(DEFAULTS);
        signal(signal);
        said("stopping after the steps in flight");
        Files.writeString(work.resolve("go"), "");
        assertThat(end()).isEqualTo(130);
        assertThat(output()).contains("changed  pc01  Something that takes its time", "pc01  PARKED", "1 parked");
        assertThat(work.resolve("ended")).exists();
        assertThat(work.resolve("next")).doesNotExist();
        assertThat(parked()).isNotNull();
    }

    private void start(List<String> wrapper) throws IOException {
        start(wrapper, command());
    }

    private void start(List<String> wrapper, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", "/proc/nowhere"); // no archive: it would outlive the test
        process = builder.start();
        await().atMost(LONG).until(() -> Files.exists(work.resolve("began")) || !process.isAlive());
        assertThat(work.resolve("began")).as(output()).exists();
    }

    private static List<String> command() {
        return List.of(LAUNCHER.toString(), "run", "site.yml", "-i", "fleet/inventory.ini");
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void said(String text) {
        await().atMost(LONG).until(() -> output().contains(text));
    }

    private int end() throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(work.resolve("output"));
    }

    /** The run, once it is open with its host parked; null until then. */
    private @org.jspecify.annotations.Nullable RunRecord parked() {
        try (RunStore store = Stores.open(work.resolve("state"))) {
            return store.openRuns().stream()
                    .filter(run -> store.hosts(run.id()).stream().allMatch(host -> host.state() == HostState.PARKED))
                    .findFirst()
                    .orElse(null);
        }
    }
}
