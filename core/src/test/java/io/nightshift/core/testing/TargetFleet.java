package io.nightshift.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.lifecycle.Startables;

/**
 * Debian hosts for one test class, started together in about two seconds and removed by {@link #close()}.
 *
 * <pre>{@code
 * @NeedsTargets
 * class CopyContainerTest {
 *     static final TargetFleet FLEET = TargetFleet.start(2);
 *
 *     @AfterAll
 *     static void stop() { FLEET.close(); }
 * }
 * }</pre>
 */
public final class TargetFleet implements AutoCloseable {
    private final Path folder;
    private final List<TargetHost> hosts;
    private final TargetAccess access;
    private final Path knownHosts;

    private TargetFleet(Path folder, List<TargetHost> hosts, TargetAccess access) {
        this.folder = folder;
        this.hosts = hosts;
        this.access = access;
        this.knownHosts = TargetAccess.secret(
                folder.resolve("known_hosts"),
                hosts.stream().flatMap(host -> host.knownHosts().stream()).collect(Collectors.joining("\n", "", "\n")));
    }

    /** Starts hosts called {@code target1}, {@code target2} … */
    public static TargetFleet start(int hosts) {
        return start(IntStream.rangeClosed(1, hosts).mapToObj(n -> "target" + n).toArray(String[]::new));
    }

    /** Starts hosts of these names; returns when systemd is up, sshd answers and the accounts are open on each. */
    public static TargetFleet start(String... names) {
        List<TargetContainer> containers =
                Stream.of(names).map(TargetContainer::new).toList();
        try {
            Path folder = Files.createTempDirectory("nightshift-fleet");
            Startables.deepStart(containers).join();
            TargetContainer first = containers.get(0);
            TargetAccess access = TargetAccess.make(
                    line -> new TargetHost("maker", "", first, null).sh(line).text(), folder);
            List<TargetHost> hosts =
                    containers.stream().map(each -> each.host(access)).toList();
            hosts.parallelStream().forEach(TargetHost::letIn);
            return new TargetFleet(folder, hosts, access);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | AssertionError e) {
            containers.forEach(TargetContainer::stop);
            throw e;
        }
    }

    public List<TargetHost> hosts() {
        return hosts;
    }

    public TargetHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host " + name + " in this fleet"));
    }

    /** The first host, for tests that need only one. */
    public TargetHost host() {
        return hosts.get(0);
    }

    /** A folder of this fleet's own, mode 0700, deleted with it. */
    public Path folder() {
        return folder;
    }

    /** This machine's address as the hosts see it. */
    public String gateway() {
        return TargetNetwork.ofThisProcess().gateway();
    }

    public Path privateKey() {
        return access.privateKey();
    }

    public String password() {
        return access.password();
    }

    /** A {@code known_hosts} file with the keys of every host. */
    public Path knownHosts() {
        return knownHosts;
    }

    /** An INI inventory: group {@code targets} with every host, its address, the user and the key. */
    public String inventory(String user) {
        List<String> lines = new ArrayList<>(List.of("[targets]"));
        for (TargetHost host : hosts) {
            lines.add(host.name() + " ansible_host=" + host.address() + " ansible_port=" + host.port());
        }
        lines.addAll(List.of(
                "",
                "[targets:vars]",
                "ansible_user=" + user,
                "ansible_ssh_private_key_file=" + privateKey(),
                "ansible_ssh_common_args=-o UserKnownHostsFile=" + knownHosts,
                ""));
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        hosts.parallelStream().forEach(TargetHost::remove);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
