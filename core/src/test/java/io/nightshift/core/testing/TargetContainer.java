package io.nightshift.core.testing;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;

/** How a container must be started so that systemd runs in it as on a host of its own. */
final class TargetContainer extends GenericContainer<TargetContainer> {
    private final TargetNetwork network = TargetNetwork.ofThisProcess();
    private final String name;
    private final String address = network.take();

    TargetContainer(String name) {
        super(TargetImage.ready());
        this.name = name;
        withLabels(TargetOwner.self().labels());
        withCreateContainerCmdModifier(this::asHost);
        // Before 90machine, so that a proxy the machine itself must use wins.
        network.aptProxy()
                .ifPresent(proxy -> withCopyToContainer(
                        Transferable.of("Acquire::http::Proxy \"" + proxy + "\";\n"),
                        "/etc/apt/apt.conf.d/80test-cache"));
        waitingFor(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                host(null).awaitUp();
            }
        });
    }

    TargetHost host(TargetAccess access) {
        return new TargetHost(name, address, this, access);
    }

    @Override
    public void stop() {
        super.stop();
        network.free(address);
    }

    /**
     * SYS_ADMIN for systemd's mounts, NET_ADMIN for firewall and network tasks. Never SYS_TIME: a time service in a
     * container would move the machine's clock.
     */
    private void asHost(CreateContainerCmd command) {
        HostConfig config = Objects.requireNonNull(command.getHostConfig())
                .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("host")
                .withBinds(Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"))
                .withTmpFs(Map.of("/run", "", "/run/lock", ""))
                .withNetworkMode(network.id())
                .withExtraHosts(machineHosts())
                // `reboot` ends the container; the engine starts it again, as a host comes back.
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart());
        command.withHostConfig(config).withHostName(name).withIpv4Address(address);
    }

    /** What only this machine's hosts file knows, such as the address of a package mirror. */
    private static String[] machineHosts() {
        try (Stream<String> lines = Files.lines(Path.of("/etc/hosts"))) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip().split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].matches("(?!127\\.)[0-9.]+"))
                    .flatMap(words -> Arrays.stream(words).skip(1).map(host -> host + ":" + words[0]))
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
