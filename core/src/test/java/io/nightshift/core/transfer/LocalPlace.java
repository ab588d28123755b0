package io.nightshift.core.transfer;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.PosixPlatform;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.local.LocalTransport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This machine as a place that trees come from and go to. */
final class LocalPlace implements Place, AutoCloseable {
    static final PosixPlatform PLATFORM = new PosixPlatform();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final LocalTransport transport = new LocalTransport();
    private @Nullable Connection connection;
    private @Nullable HostProfile profile;

    LocalPlace(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Become become() {
        return Become.NONE;
    }

    @Override
    public Connection connection() throws TransportException {
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            open = transport.connect(Target.of(name), LIMIT);
            connection = open;
        }
        return open;
    }

    @Override
    public HostProfile profile() throws TransportException {
        if (profile == null) {
            profile = PLATFORM.recognise(connection().shell(Become.NONE).run(PLATFORM.greeting(), LIMIT));
        }
        return profile;
    }

    @Override
    public void close() {
        transport.close();
    }
}
