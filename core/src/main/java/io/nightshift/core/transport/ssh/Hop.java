package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Secret;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host on the way, with everything decided: what the inventory left open has been filled from the SSH configuration.
 *
 * @param name for messages: what the technician calls it
 * @param host where to connect
 * @param keyName under which name its key is looked up, usually {@code host}
 * @param identities key files to offer; missing ones are skipped unless named by the inventory
 * @param required a key file named by the inventory, which must be there
 * @param identitiesOnly the agent may only serve the keys named here
 * @param agent the agent's socket; null for none
 * @param knownHosts files searched for its key; a new key goes into the first
 */
record Hop(
        String name,
        String host,
        int port,
        String user,
        String keyName,
        @Nullable Secret password,
        @Nullable Secret passphrase,
        @Nullable Path required,
        List<Path> identities,
        boolean identitiesOnly,
        @Nullable Path agent,
        List<Path> knownHosts,
        HostKeyPolicy policy) {
    Hop {
        identities = List.copyOf(identities);
        knownHosts = List.copyOf(knownHosts);
    }

    /** {@code user@host:port}, or what is needed of it. */
    String address() {
        return user + "@" + host + (port == 22 ? "" : ":" + port);
    }
}
