package io.nightshift.core.sql;

/** What happens to a table that the target has already. */
public enum Existing {
    /** It must be empty. */
    REFUSE,
    /** It is compared with the source, and only what differs is changed: this is how a copy catches up. */
    SYNC,
    /** It is moved aside under another name and made anew. */
    REPLACE
}
