package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.ssh.KnownHostsLine.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What some known_hosts files say about one host. */
final class KnownHosts {
    private final String name;
    private final List<KnownHostsLine> lines;

    private KnownHosts(String name, List<KnownHostsLine> lines) {
        this.name = name;
        this.lines = List.copyOf(lines);
    }

    /** The name that known_hosts files use for a host on a port. */
    static String nameOf(String host, int port) {
        return port == 22 ? host : "[" + host + "]:" + port;
    }

    /** Reads the entries for one host; a file that does not exist says nothing. */
    static KnownHosts read(List<Path> files, String host, int port) throws TransportException {
        String name = nameOf(host, port);
        List<KnownHostsLine> lines = new ArrayList<>();
        for (Path file : files) {
            int number = 0;
            for (String text : textOf(file)) {
                number++;
                KnownHostsLine.parse(file, number, text)
                        .filter(line -> line.names(name))
                        .ifPresent(lines::add);
            }
        }
        return new KnownHosts(name, lines);
    }

    private static List<String> textOf(Path file) throws TransportException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            // Comments may be in any encoding; names and keys are ASCII.
            return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n"));
        } catch (IOException e) {
            throw new TransportException(
                    Kind.SETTINGS, "The known_hosts file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    /** The entries of one kind. */
    List<KnownHostsLine> of(Marker marker) {
        return lines.stream().filter(line -> line.marker() == marker).toList();
    }

    /** Whether some certificate authority is trusted to speak for this host. */
    boolean hasAuthority() {
        return !of(Marker.CERT_AUTHORITY).isEmpty();
    }
}
