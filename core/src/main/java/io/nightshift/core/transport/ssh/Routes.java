package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the hosts to go through on the way to a target, the target last. */
final class Routes {
    private final SshSettings settings;

    Routes(SshSettings settings) {
        this.settings = settings;
    }

    List<Hop> to(Target target) throws TransportException {
        List<Path> known = new ArrayList<>(settings.knownHosts());
        known.addAll(settings.systemKnownHosts());
        return List.of(new Hop(
                target.name(),
                target.address(),
                target.port() == 0 ? 22 : target.port(),
                target.user().isEmpty() ? settings.localUser() : target.user(),
                target.address(),
                target.password(),
                target.passphrase(),
                target.privateKey(),
                List.of(),
                settings.agent(),
                known,
                settings.policy()));
    }
}
