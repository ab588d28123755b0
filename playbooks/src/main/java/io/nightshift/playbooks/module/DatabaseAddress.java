package io.nightshift.playbooks.module;

import org.jspecify.annotations.Nullable;

/**
 * A database that the controller itself talks to, through the connection of a host.
 *
 * @param title for people: the database's name
 * @param host the inventory's name of the machine that the way leads through, {@link TreeOrder#CONTROLLER} for none; null for the
 *     host of the task
 * @param url JDBC's address, in which {@link #SERVER} stands for server and port; without it the database is a file on the controller
 * @param server the server's name or address as that machine reaches it
 * @param port its TCP port
 * @param user who logs in, empty where the database knows no users
 * @param schema whose tables are meant, empty for the one that a session is in
 */
public record DatabaseAddress(
        String title,
        @Nullable String host,
        String url,
        String server,
        int port,
        String user,
        @Nullable String password,
        String schema) {
    /** Stands for {@code server:port} in an address. */
    public static final String SERVER = "{address}";

    /** Whether the database is a file of the controller, and no server. */
    public boolean isFile() {
        return !url.contains(SERVER);
    }

    /** The database and where it is, without the address and the password. */
    @Override
    public String toString() {
        return host == null ? title : title + " on " + host;
    }
}
