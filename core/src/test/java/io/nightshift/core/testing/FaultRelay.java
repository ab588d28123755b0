package io.nightshift.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP relay that misbehaves on request: it goes silent as an unplugged host does, or breaks off after so many bytes. Stands
 * where this machine's kernel has no faults of its own to offer.
 */
public final class FaultRelay implements AutoCloseable {
    private final ServerSocket door;
    private final InetSocketAddress behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile boolean shut;
    private volatile long left = Long.MAX_VALUE;
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();

    private FaultRelay(ServerSocket door, InetSocketAddress behind) {
        this.door = door;
        this.behind = behind;
    }

    /** A relay on a free port of 127.0.0.1 to that server. */
    public static FaultRelay to(String address, int port) {
        try {
            FaultRelay relay = new FaultRelay(
                    new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1")), new InetSocketAddress(address, port));
            relay.run("accepts", relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Bytes that went to the server so far. */
    public long sent() {
        return up.get();
    }

    /** Bytes that came from the server so far. */
    public long received() {
        return down.get();
    }

    /** From now on swallows every byte in both directions, and takes new connections without a word. */
    public void goSilent() {
        silent = true;
    }

    /** Forwards again; what was swallowed stays lost, so connections of before are of no use any more. */
    public void speak() {
        silent = false;
    }

    /** Resets every connection once that many more bytes went to the server. @param forGood and takes no new one from then on */
    public void cutAfter(long bytes, boolean forGood) {
        shut = forGood;
        left = bytes;
    }

    /** Resets every connection now. */
    public void cut() {
        if (shut) {
            closeDoor();
        }
        left = Long.MAX_VALUE;
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It went by itself.
            }
        }
        open.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket();
            open.add(client);
            open.add(server);
            server.connect(behind);
            run("up", () -> carry(client, server, true));
            run("down", () -> carry(server, client, false));
        }
    }

    private void carry(Socket from, Socket to, boolean up) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] block = new byte[16 << 10];
            int length;
            while ((length = in.read(block)) >= 0) {
                if (silent) {
                    continue;
                }
                if (up && isCut(length)) {
                    cut();
                    return;
                }
                out.write(block, 0, length);
                (up ? this.up : down).addAndGet(length);
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private synchronized boolean isCut(int length) {
        if (left == Long.MAX_VALUE) {
            return false;
        }
        left -= length;
        return left < 0;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(String what, Work work) {
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Either side may hang up at any time.
                    }
                },
                "relay-" + what,
                128 << 10);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closeDoor();
        cut();
    }

    private void closeDoor() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
