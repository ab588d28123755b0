package io.nightshift.core.platform;

import io.nightshift.playbooks.module.Change;
import java.time.Duration;

/**
 * One change to be made.
 *
 * @param limit after it the step's process group gets TERM, then KILL
 */
public record StepRequest(Ticket ticket, Change change, Duration limit) {}
