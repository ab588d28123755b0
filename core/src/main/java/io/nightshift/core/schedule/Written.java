package io.nightshift.core.schedule;

import io.nightshift.inventory.yaml.Position;

/** A text and where it was written. */
public record Written(String text, Position position) {
    /** A word of the command line, which is its own source. */
    public static Written option(String name, String text) {
        return new Written(text, new Position(name, 1, 1));
    }
}
