package io.nightshift.core.transport.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of many addresses accept a connection, by one thread and without speaking to them. Names are asked for once in ten
 * minutes, because a fleet that is switched off may have a name server that takes its time.
 */
final class Knock {
    private static final int AT_ONCE = 256;
    private static final Duration NAMES_KEPT = Duration.ofMinutes(10);

    private final Map<String, Found> names = new HashMap<>();

    /** An address that a name had, null where it had none. */
    private record Found(@Nullable InetAddress address, long until) {}

    /** A host and its port. */
    record Door(String host, int port) {}

    /** Those that open within the patience, which each of them has for itself. */
    synchronized Set<Door> open(Collection<Door> doors, Duration patience) throws IOException {
        Deque<Door> waiting = new ArrayDeque<>(doors);
        Set<Door> open = new HashSet<>();
        Map<SelectionKey, Long> knocked = new HashMap<>();
        try (Selector selector = Selector.open()) {
            while (!waiting.isEmpty() || !knocked.isEmpty()) {
                while (knocked.size() < AT_ONCE && !waiting.isEmpty()) {
                    knock(waiting.poll(), selector, knocked, open);
                }
                selector.select(Math.min(100, Math.max(1, patience.toMillis())));
                for (SelectionKey key : selector.selectedKeys()) {
                    if (answers(key)) {
                        open.add((Door) key.attachment());
                    }
                    knocked.remove(key);
                    leave(key);
                }
                selector.selectedKeys().clear();
                long now = System.nanoTime();
                knocked.entrySet().removeIf(each -> {
                    boolean late = now - each.getValue() > patience.toNanos();
                    if (late) {
                        leave(each.getKey());
                    }
                    return late;
                });
            }
        }
        return open;
    }

    private void knock(Door door, Selector selector, Map<SelectionKey, Long> knocked, Set<Door> open)
            throws IOException {
        InetAddress address = address(door.host());
        if (address == null) {
            return;
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (channel.connect(new InetSocketAddress(address, door.port()))) {
                open.add(door);
                channel.close();
            } else {
                knocked.put(channel.register(selector, SelectionKey.OP_CONNECT, door), System.nanoTime());
            }
        } catch (IOException e) {
            channel.close(); // no route to it at the moment
        }
    }

    private @Nullable InetAddress address(String host) {
        long now = System.nanoTime();
        Found known = names.get(host);
        if (known == null || known.until() - now < 0) {
            known = new Found(resolved(host), now + NAMES_KEPT.toNanos());
            names.put(host, known);
        }
        return known.address();
    }

    private static @Nullable InetAddress resolved(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean answers(SelectionKey key) {
        try {
            return ((SocketChannel) key.channel()).finishConnect();
        } catch (IOException e) {
            return false;
        }
    }

    private static void leave(SelectionKey key) {
        try {
            key.cancel();
            key.channel().close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
