package io.nightshift.core.transport.local;

import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.shell.Tokens;
import java.time.Duration;

/** Reaches the machine Nightshift runs on, for {@code connection: local} and {@code localhost}. */
public final class LocalTransport implements Transport {
    private final Tokens tokens = Tokens.secure();

    @Override
    public Connection connect(Target target, Duration limit) {
        return new LocalConnection(target, tokens);
    }

    @Override
    public void close() {
        // Each connection holds its own shells; nothing is shared between them.
    }
}
