package io.nightshift.core.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A virtual machine made from the image of the test targets: a kernel, a disk and a boot of its own, so that a test may reboot it, cut
 * its power, set what only a real kernel has and take its network away. Users and key are those of a {@link TargetFleet}.
 *
 * <p>Needs qemu and Debian's kernel package. Under KVM a boot takes seconds, under emulation a minute or more: tests ask for it with
 * {@code NIGHTSHIFT_MACHINE=1} (see {@link NeedsMachine}).
 */
public final class TargetMachine implements AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(8);
    /** A guest that says nothing for so long under KVM does not run there. */
    private static final Duration KVM_SIGN = Duration.ofSeconds(25);

    private static boolean accelerated = Files.isWritable(Path.of("/dev/kvm"));

    private final Path folder;
    private final Path kernel;
    private final int port;
    private final MachineConsole console;
    private TargetAccess access;
    private List<String> hostKeys = List.of();
    private Process process;

    private TargetMachine(Path folder, Path kernel, int port) {
        this.folder = folder;
        this.kernel = kernel;
        this.port = port;
        this.console = new MachineConsole(folder.resolve("console"));
    }

    /** Starts one; returns when sshd answers and the accounts are open. */
    public static TargetMachine start() {
        try {
            Path built = Path.of(build().orElseThrow(() -> new IllegalStateException("no machine can be built here")));
            Path folder = Files.createTempDirectory("nightshift-machine");
            run("cp", "--reflink=auto", "--sparse=always", built + "/disk", folder + "/disk");
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            TargetMachine machine = new TargetMachine(folder, built.resolve("vmlinuz"), port);
            try {
                machine.powerOn();
                machine.letIn();
                return machine;
            } catch (RuntimeException | AssertionError e) {
                machine.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder with disk and kernel, made now if need be; empty where that is not possible. */
    static Optional<String> build() {
        Path script = Stream.of("src/test/docker/build-machine", "../core/src/test/docker/build-machine")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            Process build = new ProcessBuilder("sh", script.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(build.getInputStream().readAllBytes()).strip();
            return build.waitFor() == 0 ? said.lines().reduce((first, last) -> last) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Switches it on, and waits until it has booted. */
    public void powerOn() {
        boot();
        if (accelerated) {
            try {
                await().atMost(KVM_SIGN).until(() -> Files.size(folder.resolve("kernel.log")) > 0);
            } catch (org.awaitility.core.ConditionTimeoutException e) {
                System.out.println("machine: /dev/kvm opens, but no guest runs under it; emulating");
                accelerated = false;
                powerOff();
                boot();
            }
        }
        awaitUp();
    }

    private void boot() {
        try {
            Files.deleteIfExists(folder.resolve("console"));
            Files.deleteIfExists(folder.resolve("kernel.log"));
            Files.createFile(folder.resolve("kernel.log"));
            process = new ProcessBuilder(
                            "qemu-system-x86_64",
                            "-M",
                            accelerated ? "q35,accel=kvm" : "q35,accel=tcg",
                            "-cpu",
                            accelerated ? "host" : "max",
                            "-m",
                            "512",
                            "-nodefaults",
                            "-display",
                            "none",
                            "-kernel",
                            kernel.toString(),
                            "-append",
                            "root=/dev/nvme0n1 rw console=ttyS0 net.ifnames=0 mitigations=off loglevel=4 panic=-1",
                            "-serial",
                            "file:" + folder.resolve("kernel.log"),
                            "-serial",
                            "unix:" + folder.resolve("console") + ",server=on,wait=off",
                            "-drive",
                            "file=" + folder.resolve("disk") + ",if=none,id=d,format=raw,discard=unmap",
                            "-device",
                            "nvme,drive=d,serial=1",
                            "-netdev",
                            "user,id=n,restrict=on,hostfwd=tcp:127.0.0.1:" + port + "-10.0.2.15:22",
                            "-device",
                            "virtio-net-pci,netdev=n")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("qemu.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the power: {@code kill -9} of the machine. What had not reached the disk is lost. */
    public void powerOff() {
        console.close();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits until it answers and sshd runs. */
    public void awaitUp() {
        await().atMost(BOOT)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> sh("systemctl is-active ssh systemd-networkd").succeeded());
    }

    private void letIn() throws IOException {
        access = TargetAccess.make(line -> sh(line).text(), folder);
        sh("cat >/root/let-in <<'EOF'\n" + access.script() + "\nEOF\nchmod 700 /root/let-in; /root/let-in")
                .text();
        hostKeys =
                sh("cut -d' ' -f1,2 /etc/ssh/ssh_host_*_key.pub").text().lines().toList();
        TargetAccess.secret(
                folder.resolve("known_hosts"),
                String.join(
                                "\n",
                                hostKeys.stream()
                                        .map(key -> "[127.0.0.1]:" + port + " " + key)
                                        .toList()) + "\n");
        sh("sync").text();
    }

    /** Runs a line of POSIX sh as root on the machine's second serial line, past SSH and past its network. */
    public Exec sh(String script) {
        return console.run(script);
    }

    public String read(String path) {
        return sh("cat " + path).text();
    }

    /** Another one after each boot. */
    public String bootId() {
        return read("/proc/sys/kernel/random/boot_id");
    }

    /** A folder of its own, mode 0700, deleted with it. */
    public Path folder() {
        return folder;
    }

    /** An INI inventory with the one host {@code machine1}. */
    public String inventory(String user) {
        return """
                [targets]
                machine1 ansible_host=127.0.0.1 ansible_port=%d
                [targets:vars]
                ansible_user=%s
                ansible_ssh_private_key_file=%s
                ansible_ssh_common_args=-o UserKnownHostsFile=%s
                """.formatted(port, user, access.privateKey(), folder.resolve("known_hosts"));
    }

    private static void run(String... command) throws IOException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        powerOff();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
