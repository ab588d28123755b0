package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a login needs, before the connection is made. */
final class Logins {
    private final IdentityFiles identities;

    Logins(SshSettings settings) {
        this.identities = new IdentityFiles(settings.passphrases());
    }

    Login prepare(Hop hop) throws TransportException {
        List<Path> files = new ArrayList<>(hop.knownHosts());
        KnownHosts known = KnownHosts.read(files, hop.keyName(), hop.port());
        return new Login(hop, new HostKeyCheck(hop, known), identities.forHop(hop), null, List.of());
    }
}
