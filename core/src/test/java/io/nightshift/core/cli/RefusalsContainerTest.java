package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a technician reads when a real host does not let the run in: each folder holds the arguments, maybe what is typed, and the
 * whole text expected. Run with {@code -Dgolden=write} to write missing or changed texts anew, and read what was written.
 */
@NeedsTargets
class RefusalsContainerTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/core/cli/refusals").toAbsolutePath();
    private static TargetFleet fleet;

    @TempDir
    static Path work;

    @BeforeAll
    static void start() throws IOException {
        fleet = TargetFleet.start(2);
        TargetHost strict = fleet.host("target2");
        strict.sh("echo 'Defaults requiretty' > /etc/sudoers.d/zz-tty; chmod 440 /etc/sudoers.d/zz-tty");
        String hosts = fleet.inventory("root").replaceAll("(?m)^ansible_user=.*\\R", ""); // it would outrank -u
        Files.writeString(work.resolve("hosts"), hosts);
        String withoutKey = hosts.replaceAll("(?m)^ansible_ssh_private_key_file=.*\\R", "");
        Files.writeString(work.resolve("hosts-without-key"), withoutKey);
        Files.writeString(work.resolve("site.yml"), """
                - name: Greet
                  hosts: targets
                  become: yes
                  gather_facts: no
                  tasks:
                    - name: A message for whoever logs in
                      copy: {content: "hello\\n", dest: /etc/motd}
                """);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @TestFactory
    Stream<DynamicTest> a_refusal_is_explained() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(String.valueOf(folder.getFileName()), () -> check(folder)));
        }
    }

    private static void check(Path given) throws Exception {
        String command = Files.readString(given.resolve("arguments")).strip();
        String text = "$ nightshift " + command + "\n" + normal(run(given, command));
        Path expected = given.resolve("expected.txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(expected).as("expected text; actual:%n%s", text).exists();
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    private static String run(Path given, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + work,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(List.of(command.split(" ")));
        Path typed = given.resolve("input");
        Path input = work.resolve("input");
        Files.writeString(
                input, Files.exists(typed) ? Files.readString(typed).replace("PASSWORD", fleet.password()) : "");
        Path output = work.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(work.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        builder.environment().put("HOME", work.toString());
        builder.environment().keySet().removeAll(List.of("ANSIBLE_CONFIG", "SSH_AUTH_SOCK", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + Files.readString(output));
        }
        return Files.readString(output) + "exit " + process.exitValue() + "\n";
    }

    /** Without what differs from run to run: folders, ids, times. */
    private static String normal(String text) {
        return text.replace(work.toString(), "FOLDER")
                .replace(fleet.folder().toString(), "FLEET")
                .replaceAll("\\b20\\d{6}-[0-9a-z-]+\\b", "RUN")
                .replaceAll("\\b\\d+\\.\\d s\\b", "N s")
                .replaceAll("\\d+\\.\\d+\\.\\d+\\.\\d+", "ADDRESS");
    }
}
