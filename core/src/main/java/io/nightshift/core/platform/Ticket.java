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

    /** The directory of all tickets of a user. */
    public String base() {
        return parent(parent(directory));
    }

    /** The run it belongs to. */
    public String run() {
        String of = parent(directory);
        return of.substring(of.lastIndexOf('/') + 1);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
