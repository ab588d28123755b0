package io.nightshift.core.migration;

import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port of the loopback interface that leads through a host's connection to a server, for drivers that know nothing of SSH. It lets in
 * this user's own processes and nobody else's. Every connection to it opens one at the host, anew where the host was lost meanwhile.
 */
final class Gateway implements AutoCloseable {
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final int WAITING = 64;
    private static final int BUFFER = 64 << 10;

    private final Way way;
    private final String server;
    private final int port;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String trouble;

    /** The connection that stands, or a new one. Asked by several threads. */
    @FunctionalInterface
    interface Way {
        Connection open() throws TransportException;
    }

    /**
     * @param server as the host names it
     * @throws IOException where this machine has no port left
     */
    @SuppressWarnings("ThisEscapesConstructor") // the last statement
    Gateway(Way way, String server, int port) throws IOException {
        this.way = way;
        this.server = server;
        this.port = port;
        this.door = new ServerSocket(0, WAITING, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start("gateway", this::letIn);
    }

    /** Where drivers connect to: {@code 127.0.0.1:PORT}. */
    String address() {
        return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** Why the last connection at the host could not be opened, null where it could. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                letIn(door.accept());
            } catch (IOException e) {
                if (!door.isClosed()) {
                    trouble = "this machine lets nobody in any more: " + e.getMessage();
                    rest();
                }
            }
        }
    }

    private void letIn(Socket guest) {
        try {
            if (LoopbackPeer.isOfThisUser(guest)) {
                open.add(guest);
                start("gateway-connection", () -> serve(guest));
                return;
            }
        } catch (IOException | RuntimeException e) {
            trouble = "it cannot be found out who connects: " + e.getMessage();
        }
        close(guest);
    }

    /** What is short now may be there again soon. */
    private static void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket guest) {
        try (guest;
                Tunnel tunnel = way.open().tunnel(server, port, OPENING)) {
            trouble = null;
            guest.setTcpNoDelay(true);
            Thread back = start("gateway-answers", () -> {
                try {
                    pass(tunnel.input(), guest.getOutputStream());
                    guest.shutdownOutput();
                } catch (IOException e) {
                    close(guest); // the other direction ends by that, too
                }
            });
            pass(guest.getInputStream(), tunnel.output());
            tunnel.output().close();
            back.join();
        } catch (TransportException e) {
            trouble = e.getMessage();
        } catch (IOException e) {
            // One side has gone: the driver sees it by its own connection's end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        } finally {
            close(guest);
            open.remove(guest);
        }
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            // Nobody is let in any more, either way.
        }
        open.forEach(Gateway::close);
    }
}
