package io.nightshift.core.testing;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * One running Debian host of a {@link TargetFleet}: systemd is PID 1, sshd answers on {@link #address()}, there is no
 * Python. Users: {@code root}, {@code tech} (sudo asks for {@link #password()}), {@code deploy} (sudo asks for nothing),
 * {@code plain} (no sudo); the fleet's key opens all four, the password those of {@code tech} and {@code plain}.
 */
public final class TargetHost {
    private static final String UP = "until [ -S /run/systemd/private ]; do sleep 0.05; done;"
            + " systemctl is-system-running --wait >/dev/null;"
            + " until systemctl -q is-active ssh; do sleep 0.05; done";

    private final String name;
    private final String address;
    private final GenericContainer<?> container;
    private final TargetAccess access;
    private List<String> hostKeys = List.of();

    TargetHost(String name, String address, GenericContainer<?> container, TargetAccess access) {
        this.name = name;
        this.address = address;
        this.container = container;
        this.access = access;
    }

    public String name() {
        return name;
    }

    /** An IPv4 address this machine reaches directly; it stays the same when the host restarts. */
    public String address() {
        return address;
    }

    public int port() {
        return 22;
    }

    /** The fleet's unencrypted ed25519 key in OpenSSH's format, mode 0600. */
    public Path privateKey() {
        return access.privateKey();
    }

    /** Of {@code tech} and {@code plain}; random for each fleet. */
    public String password() {
        return access.password();
    }

    /** This host's public keys as lines for a {@code known_hosts} file. */
    public List<String> knownHosts() {
        return hostKeys.stream().map(key -> address + " " + key).toList();
    }

    /** Runs a command as root inside the container, past SSH. */
    public Exec exec(String... command) {
        try {
            ExecResult result = container.execInContainer(StandardCharsets.UTF_8, command);
            return new Exec(result.getExitCode(), result.getStdout(), result.getStderr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + name, e);
        }
    }

    /** Runs a line of POSIX sh as root inside the container, past SSH. */
    public Exec sh(String script) {
        return exec("sh", "-c", script);
    }

    /** The content of a file, as root sees it. */
    public String read(String path) {
        Exec result = exec("cat", path);
        if (!result.succeeded()) {
            throw new AssertionError(name + ": " + result.stderr());
        }
        return result.stdout();
    }

    /** Writes a file as root, with the given octal mode such as {@code 0644}; its folder must exist. */
    public void write(String path, String content, int mode) {
        container.copyFileToContainer(Transferable.of(content, mode), path);
    }

    /** Copies a file of this machine; the folder it goes to is made. */
    public void copy(Path file, String path) {
        container.copyFileToContainer(MountableFile.forHostPath(file), path);
    }

    /** Everything a rollback must restore, for comparing before and after. */
    public TargetSnapshot snapshot() {
        return TargetSnapshot.of(this);
    }

    /** Cuts the power: every process dies at once, memory file systems are emptied, the disk stays. */
    public void powerOff() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts the host after {@link #powerOff()} and waits until it is up. */
    public void powerOn() {
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitUp();
    }

    /** Freezes the host: connections stay open, nothing is answered any more, as when its network is unplugged. */
    public void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    public void unfreeze() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** Lets this host change its own {@code net.*} kernel settings; never set any other: those are the machine's. */
    public void allowSysctl() {
        sh("mount -o remount,rw /proc/sys").text();
    }

    /** Which boot this is: the start of PID 1. Containers share the boot id of the machine. */
    public String boot() {
        return sh("stat -c %Z /proc/1; cut -d' ' -f22 /proc/1/stat").text();
    }

    /** Waits until systemd has finished booting and sshd runs, also after a restart; at most 60 seconds for each. */
    public void awaitUp() {
        await().atMost(Duration.ofSeconds(60)).until(this::isRunning);
        exec("timeout", "60", "sh", "-c", UP).text();
    }

    private boolean isRunning() {
        ContainerState state =
                docker().inspectContainerCmd(container.getContainerId()).exec().getState();
        return Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getRestarting());
    }

    void letIn() {
        write("/root/let-in", access.script(), 0700);
        hostKeys = sh("/root/let-in && cut -d' ' -f1,2 /etc/ssh/ssh_host_*_key.pub")
                .text()
                .lines()
                .toList();
    }

    void remove() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
