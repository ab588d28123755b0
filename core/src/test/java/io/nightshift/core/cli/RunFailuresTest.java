package io.nightshift.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.demo.DemoFleet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a technician sees when a run meets something wrong ({@code failures/}), and what options print ({@code options/}): each folder
 * holds a playbook, maybe arguments for the command and an inventory, and the whole text expected with its exit code. The product runs as a process of its own against a demo fleet. Run
 * with {@code -Dgolden=write} to write missing or changed texts anew, and read what was written.
 */
class RunFailuresTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/nightshift/core/cli").toAbsolutePath();
    private static final String STACK_TRACE =
            "(?s).*(\\n\\s+at [\\w.$/]+\\(|Exception\\b|java\\.lang\\.|a bug of Nightshift).*";

    @TempDir
    static Path work;

    /** One process plays every case, one after another: starting a virtual machine for each would take minutes. */
    @TestFactory
    Stream<DynamicTest> aFailureIsExplained() throws Exception {
        List<Scene> scenes = new ArrayList<>();
        try {
            for (Path folder : cases()) {
                scenes.add(Scene.lay(folder, Files.createDirectories(work.resolve(folder.getFileName()))));
            }
            start(scenes);
            List<String> texts = new ArrayList<>();
            for (Scene scene : scenes) {
                texts.add(scene.text());
            }
            return IntStream.range(0, scenes.size())
                    .mapToObj(i -> DynamicTest.dynamicTest(
                            scenes.get(i).name(), () -> check(scenes.get(i).given(), texts.get(i))));
        } finally {
            for (Scene scene : scenes) {
                scene.fleet().close();
            }
        }
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(40);
    }

    private static void check(Path folder, String text) throws IOException {
        assertThat(text).as("no stack trace may reach a user").doesNotMatch(STACK_TRACE);
        Path expected = folder.resolve("expected.txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(expected).as("expected text; actual:%n%s", text).exists();
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    private static void start(List<Scene> scenes) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Scene scene : scenes) {
            lines.add(scene.name() + " " + String.join(" ", scene.arguments()));
        }
        Files.write(work.resolve("commands"), lines);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + work,
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Player.class.getName())
                .directory(work.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("rest").toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        builder.environment().put("HOME", work.toString());
        builder.environment().remove("ANSIBLE_CONFIG");
        builder.environment().remove("SSH_AUTH_SOCK");
        Process process = builder.start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("ends within three minutes").isTrue();
        assertThat(Files.readString(work.resolve("rest")))
                .as("nothing is printed past the commands")
                .isEmpty();
    }

    /** The process that plays the cases. */
    static final class Player {
        private Player() {}

        public static void main(String[] none) throws IOException {
            for (String line : Files.readAllLines(Path.of("commands"))) {
                String[] words = line.split(" ");
                Path place = Path.of(words[0]);
                try (PrintStream out = new PrintStream(place.resolve("out").toFile(), UTF_8);
                        PrintStream err = new PrintStream(place.resolve("err").toFile(), UTF_8)) {
                    System.setOut(out);
                    System.setErr(err);
                    int exit = Commands.execute(Arrays.copyOfRange(words, 1, words.length));
                    Files.writeString(place.resolve("exit"), "exit " + exit + "\n");
                }
            }
            System.exit(0);
        }
    }

    private static List<Path> cases() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String kind : List.of("failures", "options")) {
            try (Stream<Path> folders = Files.list(FOLDER.resolve(kind))) {
                folders.sorted().forEach(all::add);
            }
        }
        return all;
    }

    /** One case laid out in a folder of its own beside its fleet. */
    private record Scene(Path given, Path place, DemoFleet fleet) {
        static Scene lay(Path given, Path place) throws IOException {
            Scene scene = new Scene(given, place, DemoFleet.start(place.resolve("fleet"), 2));
            scene.copy();
            scene.fleet.switchOff("pc02");
            return scene;
        }

        String name() {
            return String.valueOf(given.getFileName());
        }

        /** The command as a technician types it beside the playbook. */
        private String command() throws IOException {
            Path own = given.resolve("arguments");
            return Files.exists(own) ? Files.readString(own).strip() : "run site.yml -i fleet/inventory.ini -l pc01";
        }

        List<String> arguments() throws IOException {
            return Arrays.stream(command().split("\\s+"))
                    .map(word -> word.replaceFirst(
                            "^(\\w*@)?(sites?\\.yml|schedules\\.yml|fleet/.*|hosts|passwords/.*|extra.yml)$",
                            "$1" + name() + "/$2"))
                    .toList();
        }

        String text() throws IOException {
            return "$ nightshift " + command() + "\n"
                    + part("out")
                    + part("err")
                    + Files.readString(place.resolve("exit"));
        }

        private void copy() throws IOException {
            try (Stream<Path> files = Files.walk(given)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = place.resolve(given.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                    if (Files.isExecutable(file) || file.endsWith("sudo")) {
                        assertThat(copy.toFile().setExecutable(true)).isTrue();
                    }
                }
            }
            if (Files.exists(place.resolve("changed-key"))) {
                Path known = fleet.knownHosts();
                String key = Files.readString(known)
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .split(" ", 2)[1];
                Files.writeString(known, "[127.0.0.1]:" + fleet.host("pc01").port() + " " + key + "\n");
            }
            if (Files.exists(place.resolve("unknown-key"))) {
                Files.writeString(fleet.knownHosts(), "");
            }
        }

        private String part(String name) throws IOException {
            String text = normal(Files.readString(place.resolve(name)));
            return text.isBlank() ? "" : "--- " + name + "\n" + text;
        }

        /** Without what differs from run to run: folders, ports, ids, times, keys. */
        private String normal(String text) {
            String plain = text.replace(place.toString(), "FOLDER")
                    .replace(work.toString(), "WORK")
                    .replace(name() + "/", "")
                    .replaceAll("\\b20\\d{6}-[0-9a-z-]+\\b", "RUN");
            for (var host : fleet.hosts()) {
                plain = plain.replace(String.valueOf(host.port()), "PORT");
            }
            // Keys first: one may end like a time.
            return plain.replaceAll("SHA256:[A-Za-z0-9+/=]+", "SHA256:KEY")
                    .replaceAll("\\b\\d+(\\.\\d+)? ?s\\b", "N s");
        }
    }
}
