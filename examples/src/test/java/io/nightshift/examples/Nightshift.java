package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The product as a technician has it: a process of its own with a state folder, an inventory and a command line. So tests may
 * kill it, and nothing but the journal passes from one command to the next.
 */
final class Nightshift {
    private final Path folder;
    private final Path state;
    private final Path inventory;
    private final AtomicInteger count = new AtomicInteger();

    private Nightshift(Path folder, Path state, Path inventory) {
        this.folder = folder;
        this.state = state;
        this.inventory = inventory;
    }

    /** Over SSH to every host of the fleet as this user, with a journal of its own in the fleet's folder. */
    static Nightshift on(TargetFleet fleet, String user) {
        return with(fleet, user, fleet.inventory(user));
    }

    /** Over SSH to a virtual machine. */
    static Nightshift on(TargetMachine machine, String user) {
        try {
            Path folder = Files.createTempDirectory(machine.folder(), user);
            Path hosts = Files.writeString(folder.resolve("hosts.ini"), machine.inventory(user));
            return new Nightshift(folder, folder.resolve("state"), hosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with an inventory of the test's own. */
    static Nightshift with(TargetFleet fleet, String name, String inventory) {
        try {
            Path folder = Files.createTempDirectory(fleet.folder(), name);
            Path hosts = Files.writeString(folder.resolve("hosts.ini"), inventory);
            return new Nightshift(folder, folder.resolve("state"), hosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without hosts, with everything it writes in this folder. */
    static Nightshift in(Path folder) {
        return new Nightshift(folder, folder.resolve("state"), folder.resolve("none"));
    }

    /** The same, with variables of all hosts beside the inventory. */
    Nightshift withVariables(String yaml) {
        try {
            Files.createDirectories(folder.resolve("group_vars"));
            Files.writeString(folder.resolve("group_vars/all.yml"), yaml);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the examples are: this module's folder. */
    static Path example(String path) {
        Path here = Path.of(path).toAbsolutePath();
        assertThat(here).exists();
        return here;
    }

    /** Runs a playbook of the examples to its end. */
    Ended run(String playbook, String... more) {
        return start(arguments("run", playbook, more)).await();
    }

    /** Tries a playbook of the examples out. */
    Ended trial(String playbook, String... more) {
        return start(arguments("trial", playbook, more)).await();
    }

    /** Plans a playbook of the examples. */
    Ended plan(String playbook, String... more) {
        return start(arguments("plan", playbook, more)).await();
    }

    /** Starts a playbook and leaves it running. */
    Started startRun(String playbook, String... more) {
        return start(arguments("run", playbook, more));
    }

    /** Takes a run back from a fresh process. */
    Ended rollback(String run) {
        return start(List.of("rollback", run)).await();
    }

    /** Goes on with an interrupted run. */
    Ended resume(String run) {
        return start(List.of("resume", run)).await();
    }

    private List<String> arguments(String command, String playbook, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "-i", inventory.toString()));
        all.addAll(List.of(more));
        all.add(example(playbook).toString());
        return all;
    }

    Started start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "io.nightshift.core.cli.Main"));
        command.addAll(arguments);
        Path output = folder.resolve("output" + count.incrementAndGet());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // Nothing of whoever runs the tests may steer the product.
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_") || name.startsWith("NIGHTSHIFT_"));
        builder.environment().putAll(Map.of("NIGHTSHIFT_STATE", state.toString(), "HOME", folder.toString()));
        try {
            return new Started(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A running command; standard output and error go to one file. */
    record Started(Process process, Path output) {
        String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** {@code kill -9}, and waits until it is dead. */
        void kill() {
            process.destroyForcibly();
            await();
        }

        Ended await() {
            try {
                int status = process.waitFor();
                return new Ended(status, text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
                throw new IllegalStateException(e);
            }
        }
    }
}
