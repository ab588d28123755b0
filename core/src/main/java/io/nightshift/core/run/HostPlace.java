package io.nightshift.core.run;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.transfer.Place;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;

/** A host of the run, or the controller, as one end of a transfer. */
record HostPlace(String name, Connections.Entry entry, Become become) implements Place {
    @Override
    public Connection connection() throws TransportException {
        return entry.open();
    }

    @Override
    public HostProfile profile() throws TransportException {
        return entry.profile(become);
    }
}
