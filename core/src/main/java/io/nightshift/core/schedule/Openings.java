package io.nightshift.core.schedule;

import java.time.Instant;
import java.util.Optional;

/** When the hosts of a schedule may be touched. */
public interface Openings {
    /** For hosts without maintenance windows. */
    Openings NONE = (schedule, from) -> Optional.empty();

    /** The first instant not before another one at which a window of its hosts is open; empty where they have none. */
    Optional<Instant> next(Schedule schedule, Instant from);
}
