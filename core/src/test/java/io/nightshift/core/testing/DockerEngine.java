package io.nightshift.core.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks once per run whether a Docker engine answers; cheaper and quieter than letting Testcontainers search. */
final class DockerEngine {
    private static final byte[] PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes();
    private static final Optional<String> MISSING = look(System.getenv().getOrDefault("DOCKER_HOST", ""));

    private DockerEngine() {}

    /** Why container tests cannot run here; empty when an engine answers. */
    static Optional<String> missing() {
        return MISSING;
    }

    private static Optional<String> look(String dockerHost) {
        if (!dockerHost.isEmpty() && !dockerHost.startsWith("unix:")) {
            return Optional.empty(); // A remote engine: Testcontainers reports what is wrong with it.
        }
        Path socket = Path.of(
                dockerHost.isEmpty()
                        ? "/var/run/docker.sock"
                        : URI.create(dockerHost).getPath());
        if (!Files.exists(socket)) {
            return Optional.of(socket + " does not exist");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(PING));
            return channel.read(ByteBuffer.allocate(64)) > 0
                    ? Optional.empty()
                    : Optional.of(socket + " closed the connection");
        } catch (IOException e) {
            return Optional.of(socket + ": " + e.getMessage());
        }
    }
}
