package io.nightshift.core.demo;

import io.nightshift.core.transport.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SSH hosts that live inside this process, each with its own port, host key and private folder, so that everything can be
 * tried without root, Docker or a network. Commands are real: they run as the user who runs Nightshift. Each host is told
 * its folder as {@code HOME} and {@code NIGHTSHIFT_HOST_ROOT}, its name as {@code NIGHTSHIFT_HOST_NAME}.
 */
public final class DemoFleet implements AutoCloseable {
    /** Whom to log in as. */
    public static final String USER = "demo";

    private final Path folder;
    private final boolean ownFolder;
    private final DemoServer server;
    private final List<DemoHost> hosts;

    private DemoFleet(Path folder, boolean ownFolder, DemoServer server, List<DemoHost> hosts) {
        this.folder = folder;
        this.ownFolder = ownFolder;
        this.server = server;
        this.hosts = List.copyOf(hosts);
    }

    /** Eight hosts, {@code pc01} to {@code pc08}, in a temporary folder that goes away with them. */
    public static DemoFleet start() throws IOException {
        return start(null, 8);
    }

    /**
     * Hosts {@code pc01}, {@code pc02} and so on.
     *
     * @param folder where they live, made if missing and kept afterwards; null for a temporary one
     */
    public static DemoFleet start(@Nullable Path folder, int count) throws IOException {
        if (count < 1 || count > 99) {
            throw new IllegalArgumentException("A demo fleet has 1 to 99 hosts, not " + count);
        }
        Path home = folder == null ? Files.createTempDirectory("nightshift-demo") : privateFolder(folder);
        DemoServer server = DemoServer.started();
        try {
            List<DemoHost> hosts = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                String name = String.format(Locale.ROOT, "pc%02d", number);
                hosts.add(server.add(name, privateFolder(home.resolve(name))));
            }
            DemoFiles.write(home, server, hosts);
            return new DemoFleet(home, folder == null, server, hosts);
        } catch (IOException | RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    private static Path privateFolder(Path folder) throws IOException {
        return Files.createDirectories(
                        folder.toAbsolutePath(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                .toRealPath();
    }

    public List<DemoHost> hosts() {
        return hosts;
    }

    /** The host of that name. */
    public DemoHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The demo fleet has no host " + name));
    }

    /** An inventory file of all hosts, with groups {@code pcs} (all), {@code canary} (the first) and {@code office}. */
    public Path inventory() {
        return folder.resolve(DemoFiles.INVENTORY);
    }

    /** The host keys, as OpenSSH keeps them. */
    public Path knownHosts() {
        return folder.resolve(DemoFiles.KNOWN_HOSTS);
    }

    /** The only key that opens these hosts. */
    public Path privateKey() {
        return folder.resolve(DemoFiles.PRIVATE_KEY);
    }

    /** What a transport needs to reach a host, for callers without the inventory. */
    public Target target(String name) {
        return Target.of(name)
                .withAddress("127.0.0.1")
                .withPort(host(name).port())
                .withUser(USER)
                .withPrivateKey(privateKey(), null);
    }

    /** From now on nothing answers at this host's port, as if it were switched off; connections that stand are kept. */
    public void switchOff(String name) {
        server.close(host(name).port());
    }

    @Override
    public void close() throws IOException {
        server.stop();
        if (ownFolder) {
            try (Stream<Path> everything = Files.walk(folder)) {
                for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
