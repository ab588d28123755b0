package io.nightshift.core.platform;

import java.util.regex.Pattern;

/**
 * The 0700 directory on the host that belongs to one changing step.
 *
 * @param directory absolute path on the host
 */
public record Ticket(String directory) {
    private static final Pattern SAFE = Pattern.compile("/[A-Za-z0-9._/@+-]+");

    public Ticket {
        if (!SAFE.matcher(directory).matches() || directory.contains("/../")) {
            throw new IllegalArgumentException("not a ticket directory: " + directory);
        }
    }

    /** The ticket of a step of a run: {@code BASE/RUN/STEP}. */
    public static Ticket of(HostProfile host, String run, String step) {
        return new Ticket(host.ticketBase() + "/" + run + "/" + step);
    }
}
