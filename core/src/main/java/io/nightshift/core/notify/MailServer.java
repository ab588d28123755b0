package io.nightshift.core.notify;

import io.nightshift.core.transport.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes mail, and who it is from.
 *
 * @param user null where it wants no login
 */
public record MailServer(
        String host,
        int port,
        Security security,
        String from,
        @Nullable String user,
        @Nullable Secret password) {
    /** How the connection is kept private. */
    public enum Security {
        /** TLS from the first byte. */
        TLS,
        /** TLS before anything is said; a server that does not offer it is not used. */
        STARTTLS,
        NONE
    }
}
