package io.nightshift.inventory.yaml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One problem in what a technician wrote.
 *
 * @param length how many characters to underline from the position on; at least 1
 * @param message a whole sentence without the final full stop; names are put between backquotes
 * @param hint the next step, if there is one to name
 */
public record Diagnostic(
        Severity severity,
        Position position,
        int length,
        String message,
        @Nullable String hint) {

    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(message, "message");
        length = Math.max(1, length);
    }
}
