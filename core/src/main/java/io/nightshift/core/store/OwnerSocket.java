package io.nightshift.core.store;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import jdk.net.ExtendedSocketOptions;

/**
 * Answers other processes of the same user on a socket that only this user can open. One thread serves one connection, one call at a
 * time; writes of many connections meet in the store's groups.
 */
final class OwnerSocket implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 512;

    /** How long a message may take from its first byte to its last, in either direction. */
    private static final Duration MESSAGE_TIME = Duration.ofSeconds(60);

    private final JdbcStore store;
    private final ServerSocketChannel server;
    private final Set<FramedChannel> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> Patience.daemon(work, "store-socket-timer"));

    /** Read-locked during a call, write-locked for good when closing: so a call is answered whole or not begun. */
    private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();

    private volatile boolean closed;

    private OwnerSocket(JdbcStore store, ServerSocketChannel server) {
        this.store = store;
        this.server = server;
    }

    /** Begins to answer at an address that no file stands at. */
    static OwnerSocket listen(Path address, JdbcStore store) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(address), MOST_CONNECTIONS);
            StoreFolder.keepPrivate(address);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        OwnerSocket socket = new OwnerSocket(store, server);
        Patience.daemon(socket::accept, "store-socket").start();
        return socket;
    }

    private void accept() {
        while (!closed) {
            try {
                SocketChannel accepted = server.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    accepted.close();
                    continue;
                }
                String peer = accepted.getOption(ExtendedSocketOptions.SO_PEERCRED)
                        .user()
                        .getName();
                FramedChannel channel = new FramedChannel(accepted);
                open.add(channel);
                Patience.daemon(() -> serve(channel, peer), "store-socket-call").start();
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
            }
        }
    }

    /** @param peer the user at the other end, as the kernel knows it */
    private void serve(FramedChannel channel, String peer) {
        try (channel) {
            if (!Arrays.equals(receive(channel), Port.GREETING)) {
                send(
                        channel,
                        PortCalls.refusal(
                                "The store is held by process "
                                        + ProcessHandle.current().pid()
                                        + ", which is another version of Nightshift. Wait until it has ended, or use the same version."));
                return;
            }
            send(channel, Port.GREETING);
            while (!closed) {
                byte[] request = receive(channel);
                if (!calls.readLock().tryLock()) {
                    return; // closing: the call has not begun, and the client will take it elsewhere
                }
                try {
                    send(channel, answer(request, peer));
                } finally {
                    calls.readLock().unlock();
                }
            }
        } catch (IOException e) {
            // The client has gone, or talks nonsense; either way there is nobody to tell.
        } finally {
            open.remove(channel);
        }
    }

    private byte[] answer(byte[] request, String peer) {
        byte[] answer = PortCalls.answer(request, store, peer);
        return answer.length <= FramedChannel.LARGEST_MESSAGE
                ? answer
                : PortCalls.refusal(
                        "The answer is too large for the store's socket; ask again when no other run is at" + " work.");
    }

    private byte[] receive(FramedChannel channel) throws IOException {
        int length = channel.receiveLength();
        ScheduledFuture<?> limit = closeLater(channel);
        try {
            return channel.receiveBody(length);
        } finally {
            limit.cancel(false);
        }
    }

    private void send(FramedChannel channel, byte[] message) throws IOException {
        ScheduledFuture<?> limit = closeLater(channel);
        try {
            channel.send(message);
        } finally {
            limit.cancel(false);
        }
    }

    private ScheduledFuture<?> closeLater(FramedChannel channel) {
        return timer.schedule(() -> shut(channel), MESSAGE_TIME.toSeconds(), TimeUnit.SECONDS);
    }

    private static void shut(FramedChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It counts as closed all the same.
        }
    }

    /** Lets calls under way finish, then closes every connection; the socket's file is left to {@link SocketPlace}. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        long until = System.nanoTime() + MESSAGE_TIME.toNanos();
        boolean interrupted = false;
        while (!calls.isWriteLockedByCurrentThread() && System.nanoTime() < until) {
            try {
                calls.writeLock().tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        open.forEach(OwnerSocket::shut);
        timer.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
