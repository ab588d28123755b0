package io.nightshift.core.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real {@code nightshift} process, with its home and its state in a folder of its own. */
final class ServeProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private ServeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** How a command ended. */
    record Ended(int exit, String output) {}

    static ServeProcess start(Path home, Map<String, String> environment, List<String> machine, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + home));
        command.addAll(machine);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.nightshift.core.cli.Main"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", home.resolve("state").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("SSH_AUTH_SOCK");
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
        builder.environment().putAll(environment);
        return new ServeProcess(builder.start(), output);
    }

    /** Runs a command to its end. */
    static Ended run(Path home, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (ServeProcess command = start(home, environment, List.of(), arguments)) {
            return command.ended();
        }
    }

    Ended ended() throws IOException, InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new AssertionError("it hangs:\n" + output());
        }
        return new Ended(process.exitValue(), output());
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    ServeProcess says(String text) {
        await().atMost(Duration.ofMinutes(2))
                .conditionEvaluationListener(condition -> {
                    if (!process.isAlive() && !output().contains(text)) {
                        throw new AssertionError("it ended without saying `" + text + "`:\n" + output());
                    }
                })
                .until(() -> output().contains(text));
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
