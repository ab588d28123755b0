package io.nightshift.core.store;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A store that another process holds. Each call has a connection to itself while it lasts, so that calls of many threads
 * meet in the owner's groups; the work is done in threads of its own, because an interrupt would close the caller's socket.
 */
final class StoreClient implements InvocationHandler {
    private static final int MOST_CONNECTIONS = 64;
    private static final Duration ANSWER_TIME = Duration.ofMinutes(2);

    private final UnixDomainSocketAddress address;
    private final ConcurrentLinkedDeque<FramedChannel> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Patience.threads("store-client", MOST_CONNECTIONS);
    private volatile boolean closed;

    private StoreClient(UnixDomainSocketAddress address) {
        this.address = address;
    }

    /**
     * Connects to the owner.
     *
     * @throws IOException if nobody answers there
     * @throws StoreException if the owner is another version of Nightshift
     */
    static Store connect(UnixDomainSocketAddress address) throws IOException {
        StoreClient client = new StoreClient(address);
        client.idle.add(client.newConnection());
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] {Store.class}, client);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "the store at " + address;
            };
        }
        if (method.getName().equals("close")) {
            close();
            return null;
        }
        if (closed) {
            throw new StoreException("The store is closed.");
        }
        byte[] request = PortCalls.request(method, arguments == null ? new Object[0] : arguments);
        return PortCalls.result(exchange(request), method);
    }

    private byte[] exchange(byte[] request) {
        Future<byte[]> answer = threads.submit(() -> converse(request));
        try {
            return Patience.await(answer, ANSWER_TIME);
        } catch (TimeoutException e) {
            answer.cancel(true); // the interrupt closes the connection
            throw new StoreException(
                    "The process that holds the store has not answered for " + ANSWER_TIME.toSeconds()
                            + " seconds. Is its disk full or its machine asleep?",
                    e);
        } catch (ExecutionException e) {
            throw Patience.rethrown(e);
        }
    }

    private byte[] converse(byte[] request) {
        try {
            FramedChannel channel = idle.pollFirst();
            if (channel == null) {
                channel = newConnection();
            }
            try {
                channel.send(request);
                byte[] answer = receive(channel);
                idle.addFirst(channel);
                return answer;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            } finally {
                if (closed) {
                    closeIdle();
                }
            }
        } catch (IOException e) {
            throw new OwnerGoneException(e);
        }
    }

    private FramedChannel newConnection() throws IOException {
        SocketChannel socket = SocketChannel.open(address);
        FramedChannel channel = new FramedChannel(socket);
        try {
            channel.send(Port.GREETING);
            byte[] answer = receive(channel);
            if (!Arrays.equals(Port.GREETING, answer)) {
                throw PortCalls.refused(answer);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] receive(FramedChannel channel) throws IOException {
        return channel.receiveBody(channel.receiveLength());
    }

    private void close() {
        closed = true;
        threads.shutdown();
        closeIdle();
    }

    private void closeIdle() {
        for (FramedChannel channel = idle.pollFirst(); channel != null; channel = idle.pollFirst()) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing is under way on it.
            }
        }
    }
}
