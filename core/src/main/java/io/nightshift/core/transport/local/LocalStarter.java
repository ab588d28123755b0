package io.nightshift.core.transport.local;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.ProcessListener;
import io.nightshift.core.transport.shell.ProcessStarter;
import io.nightshift.core.transport.shell.ShellProcess;
import java.io.IOException;

/** Starts processes on the machine Nightshift runs on. */
final class LocalStarter implements ProcessStarter {
    @Override
    public ShellProcess start(String command, boolean terminal, ProcessListener listener, Deadline deadline)
            throws TransportException {
        if (terminal) {
            throw new TransportException(
                    Kind.BECOME,
                    "su and doas ask for passwords on a terminal only, and local connections have none; "
                            + "use sudo, or allow the change without a password");
        }
        try {
            return LocalProcess.start(new ProcessBuilder("/bin/sh", "-c", command), listener);
        } catch (IOException e) {
            throw new TransportException(
                    Kind.UNREACHABLE, "/bin/sh could not be started on this machine: " + e.getMessage(), e);
        }
    }
}
