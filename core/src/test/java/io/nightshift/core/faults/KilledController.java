package io.nightshift.core.faults;

import io.nightshift.core.demo.DemoFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real process, on hosts that live on when it is killed. Its state, its home and its playbook are in one folder. */
final class KilledController {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Path folder;
    private final DemoFleet fleet;

    KilledController(Path folder, DemoFleet fleet) {
        this.folder = folder;
        this.fleet = fleet;
    }

    /** How a command ended. */
    record Ended(int exit, boolean killed, String output, Duration took) {}

    /** Runs a command to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return run(null, arguments);
    }

    /** Runs a command and kills it after so long, if it is still there. */
    Ended killedAfter(Duration time, String... arguments) throws IOException, InterruptedException {
        return run(time, arguments);
    }

    private Ended run(Duration kill, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "io.nightshift.core.cli.Main"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", folder.resolve("state").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("ANSIBLE_CONFIG");
        builder.environment().remove("SSH_AUTH_SOCK");
        Instant start = Instant.now();
        Process process = builder.start();
        boolean killed = false;
        if (kill != null && !process.waitFor(kill.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            killed = true;
        }
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", arguments) + " hangs:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), killed, Files.readString(output), Duration.between(start, Instant.now()));
    }

    Path inventory() {
        return fleet.inventory();
    }

    /** The name of the newest run, as `runs` lists it. */
    String newestRun() throws IOException, InterruptedException {
        String[] lines = run("runs", "-n", "1").output().split("\n");
        return lines[lines.length - 1].split(" ")[0];
    }
}
