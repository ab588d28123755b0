package io.nightshift.core.run;

import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseAddress;

/** The machines that the ways to databases lead through. */
final class DatabasePlaces {
    private DatabasePlaces() {}

    /** The host that an address names, or the task's own. */
    static HostPlace of(RunContext run, HostAccess access, DatabaseAddress address) {
        String other = address.host();
        if (other == null) {
            return access.place();
        }
        run.asksForOthers("a database of another host");
        return access.other(other);
    }

    static DatabaseWay to(DatabaseAddress address, HostPlace place) {
        return DatabaseWay.to(address, new DatabaseWay.Host() {
            @Override
            public String name() {
                return place.name();
            }

            @Override
            public boolean isLocal() {
                return place.entry().isLocal();
            }

            @Override
            public Connection open() throws TransportException {
                return place.connection();
            }
        });
    }
}
