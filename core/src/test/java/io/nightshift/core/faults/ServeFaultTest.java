package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.faults.ServeProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code serve}: schedules that come due, runs that are ordered, a stop in the middle, a kill in the middle. */
class ServeFaultTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path home;

    private DemoFleet fleet;

    @BeforeEach
    void prepare() throws Exception {
        fleet = DemoFleet.start(home.resolve("fleet"), 2);
        Files.writeString(home.resolve("site.yml"), """
                - hosts: pcs
                  gather_facts: no
                  tasks:
                    - shell: echo began >> ~/log
                      undo: "true"
                    - shell: until [ -e %1$s/go ]; do sleep 0.1; done; echo ended >> ~/log
                      undo: "true"
                """.formatted(home));
    }

    @AfterEach
    void tidy() throws Exception {
        fleet.close();
    }

    private Ended run(String... arguments) throws Exception {
        return ServeProcess.run(home, Map.of(), arguments);
    }

    private ServeProcess serve(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "serve";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ServeProcess.start(home, Map.of(), List.of(), all).says("serving as");
    }

    private void add(String name, String cron) throws Exception {
        Ended added = run(
                "schedule",
                "add",
                name,
                "--cron",
                cron,
                "--overlap",
                "skip",
                "--",
                "run",
                "site.yml",
                "-i",
                "fleet/inventory.ini");
        assertThat(added.output()).contains("proved: 2 hosts let this schedule in", "added: " + name + ", next ");
        assertThat(added.exit()).isZero();
    }

    private String log(String host) throws Exception {
        Path log = fleet.host(host).root().resolve("log");
        return Files.exists(log) ? Files.readString(log).replace("\n", " ") : "";
    }

    private void open() throws Exception {
        Files.writeString(home.resolve("go"), "");
    }

    @Test
    void whatIsDueIsRunOnceAndTheOtherTimesAreSkippedWithTheirReason() throws Exception {
        add("often", "* * * * * ?");
        try (ServeProcess serve = serve()) {
            serve.says("schedule often is due: run ");
            await().atMost(LONG).until(() -> log("pc01").equals("began "));
            await().atMost(LONG)
                    .until(() -> run("schedule", "show", "often").output().contains("was still going on"));
            assertThat(run("schedule", "pause", "often").output()).contains("paused: often");
            open();
            serve.says("ended with exit code 0");
            await().atMost(LONG)
                    .until(() -> run("schedule", "show", "often").output().contains(" well"));
            assertThat(log("pc01")).isEqualTo("began ended ");
            assertThat(run("schedule", "list").output()).contains("paused by");
            assertThat(run("runs").output()).contains("site.yml").doesNotContain("interrupted");
            assertThat(serve.output()).doesNotContain("bug");
        }
    }

    @Test
    void sigtermParksTheHostsAndTheNextServeGoesOn() throws Exception {
        add("yearly", "0 0 0 1 1 ?");
        String run;
        try (ServeProcess serve = serve()) {
            run = run("schedule", "run-now", "yearly").output().strip();
            await().atMost(LONG)
                    .until(() -> log("pc01").equals("began ") && log("pc02").equals("began "));
            serve.signal("TERM");
            serve.says("stopping: steps in flight end");
            open();
            assertThat(serve.ended().exit()).isZero();
            assertThat(serve.output()).contains("run " + run + " is parked");
        }
        Files.writeString(home.resolve("site.yml"), Files.readString(home.resolve("site.yml")) + """
                    - shell: echo another text
                """);
        try (ServeProcess serve = serve()) {
            serve.says("run " + run + " is taken up here").says("run " + run + ": ended with exit code 0");
            assertThat(log("pc01")).isEqualTo("began ended ");
            await().atMost(LONG)
                    .until(() -> run("schedule", "show", "yearly").output().contains("run " + run + " well"));
        }
        assertThat(Files.readString(home.resolve("state/logs/" + run + ".log"))).doesNotContain("another text");
    }

    @Test
    void aKilledServeLeavesNothingBehindThatTheNextDoesNotTakeUp() throws Exception {
        Matcher handed;
        try (ServeProcess serve = serve()) {
            handed = Pattern.compile("(20\\S+)")
                    .matcher(run("run", "--serve", "site.yml", "-i", "fleet/inventory.ini")
                            .output());
            assertThat(handed.find()).isTrue();
            await().atMost(LONG)
                    .until(() -> log("pc01").equals("began ") && log("pc02").equals("began "));
            serve.signal("KILL");
        }
        assertThat(run("runs").output()).contains(handed.group(1));
        try (ServeProcess serve = serve()) {
            serve.says("run " + handed.group(1) + " is taken up here");
            open();
            serve.says("run " + handed.group(1) + ": ended with exit code 0");
        }
        assertThat(log("pc01")).isEqualTo("began ended ");
        assertThat(log("pc02")).isEqualTo("began ended ");
    }

    @Test
    void aRunThatAPersonBeganAndThatWasKilledIsTakenUpToo() throws Exception {
        try (ServeProcess killed =
                ServeProcess.start(home, Map.of(), List.of(), "run", "site.yml", "-i", "fleet/inventory.ini")) {
            await().atMost(LONG)
                    .until(() -> log("pc01").equals("began ") && log("pc02").equals("began "));
            killed.signal("KILL");
        }
        open();
        try (ServeProcess serve = serve()) {
            serve.says("is taken up here").says("ended with exit code 0");
        }
        assertThat(log("pc01")).isEqualTo("began ended ");
    }

    @Test
    void schedulesAreKeptAsAFileSays() throws Exception {
        Path file = home.resolve("schedules.yml");
        Files.writeString(file, """
                nightly: {every: weekday, at: "22:00", zone: Europe/London, run: site.yml -i fleet/inventory.ini}
                weekly: {cron: "0 0 3 ? * SUN", run: [site.yml, -i, fleet/inventory.ini]}
                """);
        try (ServeProcess serve = serve("--schedules", "schedules.yml")) {
            serve.says("added: nightly, next ").says("added: weekly, next ");
            Files.writeString(
                    file,
                    "nightly: {every: weekday, at: \"23:00\", zone: Europe/London, run: site.yml -i fleet/inventory.ini}\n");
            serve.says("changed: nightly, next ").says("removed: weekly");
            Files.writeString(file, "nightly: {evry: weekday}\n");
            serve.says("is not taken: ").says("did you mean `every`?");
            assertThat(run("schedule", "show", "nightly").output()).contains("every weekday at 23:00, Europe/London");
            assertThat(run("schedule", "next", "nightly", "2").output()).contains("23:00 Europe/London (");
        }
    }

    @Test
    void credentialsThatDoNotOpenTheHostsAreRefused() throws Exception {
        Files.writeString(
                home.resolve("hosts"), """
                [pcs]
                pc01 ansible_host=127.0.0.1 ansible_port=%d ansible_user=demo
                """.formatted(fleet.host("pc01").port()));
        Files.createDirectories(home.resolve(".ssh"));
        Files.copy(fleet.knownHosts(), home.resolve(".ssh/known_hosts"));
        Ended refused =
                run("schedule", "add", "n", "--every", "day", "--at", "22:00", "--", "run", "site.yml", "-i", "hosts");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.output())
                .contains("error: not every host lets this schedule in", "  pc01: ", "--private-key");

        Ended key = run(
                "schedule",
                "add",
                "n",
                "--every",
                "day",
                "--at",
                "22:00",
                "--",
                "run",
                "site.yml",
                "-i",
                "hosts",
                "--private-key",
                fleet.privateKey().toString());
        assertThat(key.output()).contains("proved: 1 host lets this schedule in", "added: n");

        fleet.switchOff("pc01");
        Ended off = run(
                "schedule",
                "add",
                "m",
                "--every",
                "day",
                "--at",
                "22:00",
                "--",
                "run",
                "site.yml",
                "-i",
                "hosts",
                "--private-key",
                fleet.privateKey().toString());
        assertThat(off.output()).contains("error: no host answered", "--no-proof");
    }
}
