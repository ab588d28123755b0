package io.nightshift.core.transport.ssh;

import java.io.IOException;
import java.net.Socket;

/** Carries bytes both ways between two sockets until one of them ends. */
final class Relay {
    private Relay() {}

    static void between(Socket one, Socket other) {
        carry(one, other);
        carry(other, one);
    }

    private static void carry(Socket from, Socket to) {
        Thread carrier = new Thread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // Either side may hang up at any time.
            }
        });
        carrier.setDaemon(true);
        carrier.start();
    }
}
