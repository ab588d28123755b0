package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.Tunnel;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.HostFiles;
import io.nightshift.core.transport.shell.UserShells;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.sshd.client.session.ClientSession;

/** One SSH session with its shells, and with the sessions of the jump hosts it came through. */
final class SshConnection implements Connection {
    private final Target target;
    private final List<ClientSession> way;
    private final ClientSession session;
    private final UserShells shells;
    private final HostFiles files;

    /** @param way every session from the first jump host to the target itself */
    SshConnection(Target target, List<ClientSession> way, Supplier<String> tokens) {
        this.target = target;
        this.way = List.copyOf(way);
        this.session = way.get(way.size() - 1);
        this.shells = new UserShells(target.name(), new SshStarter(session, target.name()), tokens);
        this.files = new HostFiles(shells);
    }

    @Override
    public Shell shell(Become become) throws TransportException {
        return shells.shell(become);
    }

    @Override
    public void upload(Become as, String path, InputStream bytes, long size, Duration limit) throws TransportException {
        files.upload(as, path, bytes, size, Deadline.in(limit));
    }

    @Override
    public long download(Become as, String path, OutputStream to, long maxBytes, Duration limit)
            throws TransportException {
        return files.download(as, path, to, maxBytes, Deadline.in(limit));
    }

    @Override
    public HostStream stream(Become as, String script, Duration limit) throws TransportException {
        return shells.stream(as, script, limit);
    }

    @Override
    public Tunnel tunnel(String host, int port, Duration limit) throws TransportException {
        return SshTunnel.open(session, target.name(), host, port, Deadline.in(limit));
    }

    @Override
    public boolean isOpen() {
        return session.isOpen() && !session.isClosing();
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void close() {
        shells.close();
        session.close(false).addListener(closed -> {
            for (ClientSession jump : way) {
                jump.close(false);
            }
        });
    }
}
