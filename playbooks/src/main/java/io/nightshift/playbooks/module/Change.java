package io.nightshift.playbooks.module;

/**
 * One thing to do to a host, from a closed vocabulary. Undo, diff, journal, dead-man's script and crash recovery are written
 * once per change, not once per module; {@code core.platform} renders it for a kind of host.
 */
public sealed interface Change
        permits FileChange,
                TreeChange,
                PackageChange,
                ServiceChange,
                AccountChange,
                SystemChange,
                CommandChange,
                DatabaseChange,
                JdbcChange {
    /** What it does, in a few words for a technician; never a secret. */
    String describe();

    /** What is known of its way back before it is made. */
    default Undo wayBack() {
        return Undo.RECORDED;
    }

    /** Whether a reading taken before may no longer hold after; when in doubt, true. */
    boolean touches(Probe probe);

    /** What of it a plan is held to: all, but for counts of data that grows while people work with it. */
    default Object essence() {
        return this;
    }

    /**
     * The reading this probe would have after the change, given the one it had before; used by check mode and plans.
     * {@link Reading.KnownAfterApply} when only making the change can tell.
     */
    default Reading predict(Probe probe, Reading before) {
        return touches(probe) ? new Reading.KnownAfterApply() : before;
    }
}
