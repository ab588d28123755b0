package io.nightshift.core.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a host was at work in a run that it came through, from which later runs know whether it fits into a maintenance window.
 *
 * @param subject what was done: the playbook and, for a way back, that it was one
 * @param took without waiting for other hosts, windows or people
 */
public record HostTime(String subject, String host, Instant ended, Duration took) {}
