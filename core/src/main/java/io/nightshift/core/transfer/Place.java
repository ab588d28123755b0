package io.nightshift.core.transfer;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;

/** A machine as one user, at which a tree begins or ends its way. */
public interface Place {
    /** What people call it. */
    String name();

    Become become();

    /** The connection, opened again where it was lost. */
    Connection connection() throws TransportException;

    HostProfile profile() throws TransportException;
}
