package io.nightshift.core.transport;

import org.jspecify.annotations.Nullable;

/** Says why a host could not be reached or used, in words for the technician and with the next step. */
public class TransportException extends Exception {
    private static final long serialVersionUID = 1;

    /** What went wrong, for code that decides what to do about it. */
    public enum Kind {
        /** Nothing answers there: off, wrong address, firewall. Worth another try later. */
        UNREACHABLE(false),
        /** No known_hosts file names this host. */
        HOST_KEY_UNKNOWN(false),
        /** The host shows another key than the one on file. */
        HOST_KEY_CHANGED(false),
        /** The host shows a key that was declared stolen or retired. */
        HOST_KEY_REVOKED(false),
        /** The host did not accept any of our credentials. Not worth another try with the same ones. */
        AUTHENTICATION(false),
        /** Logged in, but sudo, su or doas said no. */
        BECOME(false),
        /** The time limit passed. */
        TIMEOUT(true),
        /** The connection broke. */
        CONNECTION_LOST(true),
        /** The connection stands, but the shell ended before its script did. */
        SHELL_ENDED(true),
        /** The host allows no further channel on this connection. */
        CHANNEL_LIMIT(false),
        /** The host could not read or write a file. */
        FILE(false),
        /** Our own settings are wrong: key file, known_hosts, SSH configuration. */
        SETTINGS(false);

        private final boolean outcomeUnknown;

        Kind(boolean outcomeUnknown) {
            this.outcomeUnknown = outcomeUnknown;
        }
    }

    private final Kind kind;

    public TransportException(Kind kind, String message) {
        this(kind, message, null);
    }

    public TransportException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** True when a script that was sent may have run, in whole, in part or not at all. */
    public boolean outcomeUnknown() {
        return kind.outcomeUnknown;
    }
}
