package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.ProcessListener;
import io.nightshift.core.transport.shell.ProcessStarter;
import io.nightshift.core.transport.shell.ShellProcess;
import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;

/** Starts processes over one SSH session, each on an exec channel of its own. */
final class SshStarter implements ProcessStarter {
    private final ClientSession session;
    private final String host;

    SshStarter(ClientSession session, String host) {
        this.session = session;
        this.host = host;
    }

    @Override
    public ShellProcess start(String command, boolean terminal, ProcessListener listener, Deadline deadline)
            throws TransportException {
        return start(command, terminal, listener, deadline, false);
    }

    @Override
    public ShellProcess startFlowing(String command, boolean terminal, ProcessListener listener, Deadline deadline)
            throws TransportException {
        return start(command, terminal, listener, deadline, true);
    }

    private ShellProcess start(
            String command, boolean terminal, ProcessListener listener, Deadline deadline, boolean flowing)
            throws TransportException {
        try {
            PtyChannelConfiguration pty = terminal ? silentTerminal() : null;
            ChannelExec channel =
                    flowing ? FlowingExec.on(session, command, pty) : session.createExecChannel(command, pty, Map.of());
            channel.setUsePty(terminal);
            SshProcess process = new SshProcess(channel, listener);
            process.attach();
            channel.open().verify(deadline.remaining());
            return process;
        } catch (IOException | IllegalStateException e) {
            throw reason(e, deadline);
        }
    }

    private TransportException reason(Exception e, Deadline deadline) {
        if (refusal(e) != null && session.isOpen()) {
            return new TransportException(
                    Kind.CHANNEL_LIMIT,
                    host + " allows no further channel on its connection (MaxSessions in its sshd_config): "
                            + e.getMessage(),
                    e);
        }
        if (session.isOpen() && deadline.reached()) {
            return new TransportException(Kind.TIMEOUT, host + " did not open a channel within " + deadline, e);
        }
        return new TransportException(Kind.CONNECTION_LOST, "The connection to " + host + " is lost", e);
    }

    private static @Nullable SshChannelOpenException refusal(@Nullable Throwable e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof SshChannelOpenException)) {
            cause = cause.getCause();
        }
        return (SshChannelOpenException) cause;
    }

    /** Raw in both directions, no echo: what is written arrives as it is, also in lines longer than 4096 bytes. */
    private static PtyChannelConfiguration silentTerminal() {
        PtyChannelConfiguration terminal = new PtyChannelConfiguration();
        terminal.setPtyType("dumb");
        terminal.setPtyModes(Map.of(
                PtyMode.ECHO,
                0,
                PtyMode.ICANON,
                0,
                PtyMode.ISIG,
                0,
                PtyMode.OPOST,
                0,
                PtyMode.ONLCR,
                0,
                PtyMode.ICRNL,
                0,
                PtyMode.IXON,
                0,
                PtyMode.ECHOE,
                0,
                PtyMode.ECHOK,
                0));
        return terminal;
    }
}
