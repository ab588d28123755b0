package io.nightshift.core.run;

import io.nightshift.core.window.WindowCalendar;
import org.jspecify.annotations.Nullable;

/**
 * When a run may touch its hosts.
 *
 * @param windows those of the inventory
 * @param waits whether hosts whose window is closed are waited for, though their play says nothing of a rollout or a window
 * @param ignored why windows are not heeded, in a person's words; null where they are
 * @param mayLook whether hosts may be looked at outside of their windows, so that only a change is refused
 */
public record Timing(
        WindowCalendar windows, boolean waits, @Nullable String ignored, boolean mayLook) {
    /** No host has a window. */
    public static final Timing ALWAYS = new Timing(WindowCalendar.none(), false, null, false);
}
