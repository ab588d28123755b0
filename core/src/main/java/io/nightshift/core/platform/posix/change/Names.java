package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.Ticket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that a step gives to what it leaves outside its ticket. */
public final class Names {
    /** Enough that two steps of one host never share it. */
    private static final int BYTES = 8;

    private Names() {}

    /** Short and the same each time for one ticket. */
    public static String id(Ticket ticket) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(ticket.directory().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Where an upload for a ticket is announced; all of a user's are in one directory. */
    static String announcement(Ticket ticket) {
        return ticket.base() + "/uploads/" + id(ticket);
    }

    /** The hidden sibling of a path, on the same file system; what {@code _ns_beside} says. */
    static String beside(Ticket ticket, String path) {
        return path.substring(0, path.lastIndexOf('/') + 1) + ".nightshift-" + id(ticket);
    }
}
