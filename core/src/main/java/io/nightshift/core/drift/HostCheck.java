package io.nightshift.core.drift;

import java.util.List;

/**
 * What a check found on one host.
 *
 * @param detail why it was not asked, or not to the end; else empty
 * @param unknown tasks of which only a run can tell what they would do, such as commands
 */
public record HostCheck(Asked asked, String detail, List<Deviation> deviations, List<String> unknown) {
    public HostCheck {
        deviations = List.copyOf(deviations);
        unknown = List.copyOf(unknown);
    }

    /** How far the check came. */
    public enum Asked {
        TO_THE_END,
        /** A task failed: nothing is known of those after it. */
        IN_PART,
        NOT_AT_ALL
    }
}
