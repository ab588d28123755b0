package io.nightshift.core.migration;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Who is at the other end of a connection over the loopback interface, as the kernel's tables say (proc(5), {@code /proc/net/tcp}). */
final class LoopbackPeer {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int USER = 7;

    private LoopbackPeer() {}

    /** Whether a process of this user holds the other end; yes where the kernel has no such tables. */
    static boolean isOfThisUser(Socket guest) throws IOException {
        if (TABLES.stream().noneMatch(Files::isReadable)) {
            return true;
        }
        String from = port(guest.getPort());
        String to = port(guest.getLocalPort());
        String self = Integer.toString((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                for (String line : Files.readAllLines(table)) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > USER && fields[LOCAL].endsWith(from) && fields[REMOTE].endsWith(to)) {
                        return fields[USER].equals(self);
                    }
                }
            }
        }
        return false;
    }

    private static String port(int port) {
        return String.format(Locale.ROOT, ":%04X", port);
    }
}
