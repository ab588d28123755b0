package io.nightshift.core.platform;

import io.nightshift.playbooks.module.Change;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One change to be made.
 *
 * @param limit after it the step's process group gets TERM, then KILL
 * @param hold in whose name; a host that another run holds refuses the step. Null for the controller itself, where many runs
 *     do their part side by side
 */
public record StepRequest(
        Ticket ticket,
        Change change,
        Duration limit,
        @Nullable Hold hold) {}
