package io.nightshift.core.platform;

import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.Map;

/** A script that reads, and how to understand what it prints. */
public interface ProbeBatch {
    /** May be run by itself or appended to a step's script; prints only what {@link #parse} needs. */
    String script();

    /** A reading for every probe of the batch; {@code Unreadable} where the host did not say. */
    Map<Probe, Reading> parse(Frame frame);
}
