package io.nightshift.core.transport.ssh;

/** What happens to a host whose key no known_hosts file holds. A changed or revoked key is refused always. */
public enum HostKeyPolicy {
    /** It is refused. */
    STRICT,
    /** Its key is written down and believed from now on, for the first contact with new hosts. */
    ACCEPT_NEW
}
