package io.nightshift.core.schedule;

import java.time.Instant;

/**
 * Who makes a run, and until when nobody else may take it.
 *
 * @param node empty for nobody
 * @param epoch grows with every node that takes it
 */
public record RunLease(String run, String node, int epoch, Instant until) {}
