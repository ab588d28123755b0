package io.nightshift.core.run;

/** What of the way to a host a change can cut. */
enum Hazard {
    SSH,
    FIREWALL,
    NETWORK,
    /** The playbook says so with {@code deadman:}. */
    ASKED
}
