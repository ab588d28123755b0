package io.nightshift.playbooks.module;

/** Check mode: a plan rests on a reading that only a change not made would give. */
public final class KnownAfterApply extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Probe probe;

    public KnownAfterApply(Probe probe) {
        super("known after apply", null, false, false);
        this.probe = probe;
    }

    /** What could not be known. */
    public Probe probe() {
        return probe;
    }
}
