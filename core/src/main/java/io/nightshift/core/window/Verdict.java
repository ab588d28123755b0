package io.nightshift.core.window;

import java.time.Instant;
import java.util.Optional;

/** Whether a host may be touched at an instant. */
public sealed interface Verdict {

    /** True if the host may be touched. */
    default boolean isOpen() {
        return !(this instanceof Closed);
    }

    /** No window is assigned, so any time will do. */
    record Always() implements Verdict {}

    /**
     * The host may be touched.
     *
     * @param closes when it may no more; openings that overlap or adjoin count as one. Told no further than
     *     {@link WindowCalendar#FOLLOWED} ahead
     * @param closing the rule of the window that closes last
     */
    record Open(Instant closes, Closing closing) implements Verdict {}

    /**
     * The host may not be touched.
     *
     * @param why a sentence for the technician, without full stop
     * @param opens when it next may; empty if not within {@link WindowCalendar#SEARCHED}
     */
    record Closed(String why, Optional<Instant> opens) implements Verdict {}
}
