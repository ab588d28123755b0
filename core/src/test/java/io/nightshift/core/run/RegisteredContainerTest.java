package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import io.nightshift.core.testing.WebServer;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Playbooks that Ansible ran on a host with Python ({@code core/src/test/recorded/generate}) run here on one without: every task ends
 * as it did there and registers what it did there, in a first and in a second run; then the host goes back to its start. What is
 * different on purpose stands in {@code differences.txt} with its reason. One playbook: {@code -Drecorded=files}.
 */
@NeedsTargets
class RegisteredContainerTest {
    static TargetFleet fleet;
    static SshTransport ssh;
    static WebServer web;
    static KnownDifferences allowed;

    @TempDir
    static Path work;

    @BeforeAll
    static void start() throws IOException {
        fleet = TargetFleet.start(1);
        fleet.host().allowSysctl();
        prepare(fleet.host());
        ssh = new SshTransport(SshSettings.only(fleet.knownHosts()));
        web = WebServer.start(fleet.gateway(), 0, folder().resolve("files"));
        allowed = KnownDifferences.read(folder().resolve("differences.txt"));
    }

    @AfterAll
    static void stop() {
        web.close();
        ssh.close();
        fleet.close();
    }

    /** What the playbooks expect to find. */
    static void prepare(TargetHost host) throws IOException {
        host.write("/root/prepare.sh", Files.readString(folder().resolve("prepare.sh")), 0700);
        host.sh("sh /root/prepare.sh && rm /root/prepare.sh").text();
    }

    static Stream<String> playbooks() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.replace(".yml", ""))
                    .filter(name -> name.matches(System.getProperty("recorded", ".*")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void tasksEndAndRegisterAsInAnsible(String name) throws IOException {
        TargetHost host = fleet.host();
        TargetSnapshot before = host.snapshot();
        List<Recording.Recorded> recorded =
                Recording.read(folder().resolve(name + ".json")).tasks();

        Told first = run(name);
        Told second = run(name);

        List<String> differences = new ArrayList<>();
        differences.addAll(differences(
                name,
                "first",
                first,
                recorded.stream().map(task -> task.first()).toList(),
                recorded));
        differences.addAll(differences(
                name,
                "second",
                second,
                recorded.stream().map(task -> task.second()).toList(),
                recorded));
        rollBack(second);
        rollBack(first);
        List<String> left = before.differencesTo(host.snapshot());
        SoftAssertions.assertSoftly(all -> {
            all.assertThat(differences).as("differences from Ansible").isEmpty();
            all.assertThat(left).as("left after the rollback").isEmpty();
        });
    }

    /** {@code facts.txt} has the names and kinds of what {@code ansible -m setup} tells; beside some, why they are not told here. */
    @Test
    void factsHaveAnsiblesNamesAndKinds() throws IOException {
        Told told = aRun().of("- hosts: all\n  gather_facts: no\n  tasks:\n    - setup:\n")
                .inventory(fleet.inventory("root"))
                .overSsh(ssh)
                .verbosely()
                .go();
        Map<?, ?> facts = (Map<?, ?>) told.tasks("target1").get(0).result().get("ansible_facts");
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve("facts.txt"))) {
            String[] words = line.split(" ", 3);
            if (!allowed.covers("setup", "setup", words[0] + ": ")) {
                String[] path = words[0].split("\\.", 2);
                Object value = facts.get("ansible_" + path[0]);
                value = value instanceof List<?> list && !list.isEmpty() && path.length > 1 ? list.get(0) : value;
                value = path.length > 1 && value instanceof Map<?, ?> map ? map.get(path[1]) : value;
                if (!ResultDifferences.kind(value).equals(words[1])) {
                    missing.add(line + ", here " + value);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Told run(String name) {
        ARun run = aRun().ofFile(folder().resolve(name + ".yml"))
                .inventory(fleet.inventory("deploy"))
                .overSsh(ssh)
                .verbosely()
                .with("work", work.toString())
                .with("web", web.url().toString());
        return run.go();
    }

    private static List<String> differences(
            String playbook, String run, Told told, List<Recording.Ended> theirs, List<Recording.Recorded> names) {
        List<TaskEnded> ours = told.tasks("target1").stream()
                .filter(task -> task.item() == null)
                .toList();
        List<String> found = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(web.url().toString(), "<web>");
        texts.put(work.toString(), "<work>");
        for (int i = 0; i < theirs.size(); i++) {
            String task = names.get(i).task();
            if (i >= ours.size()) {
                found.add(task + ": not reached, " + told.detail("target1"));
                break;
            }
            TaskEnded own = ours.get(i);
            assertThat(ResultDifferences.isShownAs(task, own.task()))
                    .as(task + " is shown as " + own.task())
                    .isTrue();
            ResultDifferences differences = new ResultDifferences(texts);
            String status = own.status().name().toLowerCase(Locale.ROOT);
            if (!status.equals(theirs.get(i).status())) {
                differences
                        .found()
                        .add(".status: Ansible ends it " + theirs.get(i).status() + ", here it is " + status + " "
                                + own.message());
            } else {
                differences.compare(
                        status.equals("failed") ? ".failed" : "", theirs.get(i).result(), own.result());
            }
            for (String difference : differences.found()) {
                if (!allowed.covers(names.get(i).module(), task, difference.substring(1))) {
                    found.add(playbook + ", " + run + " run, " + names.get(i).module() + " `" + task + "` "
                            + difference.substring(1));
                }
            }
        }
        return found;
    }

    private static void rollBack(Told run) {
        String id = run.result().run();
        ARollback back = ARollback.of(id, "back-" + id, "target1", ssh);
        assertThat(back.state())
                .as(back.detail())
                .isIn(HostState.ROLLED_BACK, HostState.PARTLY_ROLLED_BACK, HostState.UNCHANGED);
    }

    static Path folder() {
        try {
            return Path.of(RegisteredContainerTest.class.getResource("recorded").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
