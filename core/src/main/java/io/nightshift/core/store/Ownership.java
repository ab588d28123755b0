package io.nightshift.core.store;

import io.nightshift.core.store.SharedStore.Held;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides who holds a store: the first to lock its folder; everybody else talks to that process. */
final class Ownership {
    /** Covers an owner that is still opening, or compacting a large file before it lets go. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Ownership() {}

    /** Becomes the owner, or connects to it; tries again while the owner changes. */
    static Held takeOrConnect(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            OwnerLock lock = OwnerLock.tryToTake(folder);
            if (lock != null) {
                return own(folder, lock, environment);
            }
            Store client = connect(folder);
            if (client != null) {
                return new Held(client, client::close);
            }
            if (System.nanoTime() - until > 0) {
                throw new StoreException("The store in " + folder + " is held by " + OwnerLock.holder(folder)
                        + ", which does not answer. If that process hangs, end it (kill); nothing saved is lost.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static @Nullable Store connect(Path folder) throws IOException {
        UnixDomainSocketAddress address = SocketPlace.find(folder);
        try {
            return address == null ? null : StoreClient.connect(address);
        } catch (IOException e) {
            return null; // the owner is just ending, or was killed and left its socket
        }
    }

    private static Held own(Path folder, OwnerLock lock, Map<String, String> environment) throws IOException {
        JdbcStore store = null;
        try {
            store = Stores.openEmbedded(folder, environment);
            OwnerSocket socket = OwnerSocket.listen(SocketPlace.claim(folder, environment), store);
            JdbcStore opened = store;
            return new Held(store.asStore(), () -> letGo(folder, lock, opened, socket));
        } catch (IOException | RuntimeException e) {
            if (store != null) {
                store.close();
            }
            lock.close();
            throw e;
        }
    }

    private static void letGo(Path folder, OwnerLock lock, JdbcStore store, OwnerSocket socket) {
        Patience.calmly("store-closing", () -> {
            try (lock;
                    store;
                    socket) {
                SocketPlace.release(folder); // first, so that nobody new comes; then closed from the last to the first
            }
            return true;
        });
    }
}
