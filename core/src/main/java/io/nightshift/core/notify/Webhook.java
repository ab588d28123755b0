package io.nightshift.core.notify;

import java.net.URI;

/**
 * An address that takes messages over HTTP.
 *
 * @param name what it is called in logs; its URL may be a secret and is shown nowhere
 */
public record Webhook(String name, URI url, Form form) {
    /** What it understands. */
    public enum Form {
        JSON,
        TEAMS,
        SLACK
    }

    @Override
    public String toString() {
        return name;
    }
}
