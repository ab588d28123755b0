package io.nightshift.core.migration;

import io.nightshift.core.sql.Database;
import io.nightshift.core.sql.Password;
import io.nightshift.core.sql.SqlFailure;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.DatabaseAddress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A database within reach: through a {@link Gateway} where a host's connection leads to it, else directly. */
public final class DatabaseWay implements AutoCloseable {
    private final DatabaseAddress address;
    private final String host;
    private final @Nullable Gateway gateway;
    private final Database database;

    private DatabaseWay(DatabaseAddress address, String host, @Nullable Gateway gateway) {
        this.address = address;
        this.host = host;
        this.gateway = gateway;
        this.database = new Database(
                address.url().replace(DatabaseAddress.SERVER, gateway == null ? server() : gateway.address()),
                address.user(),
                address.password() == null ? Password.NONE : Password.of(address.password()));
    }

    /** The machine that the way leads through. */
    public interface Host {
        String name();

        /** Whether it is the controller itself. */
        boolean isLocal();

        /** The connection that stands, or a new one. Asked by several threads. */
        Connection open() throws TransportException;
    }

    /** @throws SqlFailure where there is no way */
    public static DatabaseWay to(DatabaseAddress address, Host host) {
        if (host.isLocal()) {
            return new DatabaseWay(address, host.name(), null);
        }
        if (address.isFile()) {
            throw new SqlFailure("The database " + address.title() + " is a file on " + host.name()
                    + "; only files of the controller can be opened. Bring it there first, with `transfer`, and say"
                    + " `host: controller`.");
        }
        try {
            return new DatabaseWay(address, host.name(), new Gateway(host::open, address.server(), address.port()));
        } catch (IOException e) {
            throw new SqlFailure(
                    "No port of this machine is free for the way to a database: " + e.getMessage() + ".", e);
        }
    }

    public Database database() {
        return database;
    }

    private String server() {
        return (address.server().contains(":") ? "[" + address.server() + "]" : address.server()) + ":"
                + address.port();
    }

    /** What somebody is told of this database: under the address that the host knows, and with what kept the host from going there. */
    public String told(String message) {
        Gateway used = gateway;
        if (used == null) {
            return message;
        }
        String why = used.trouble();
        String there = message.replace(used.address(), server() + " of " + host);
        return why == null ? there : there + "\n" + why;
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
