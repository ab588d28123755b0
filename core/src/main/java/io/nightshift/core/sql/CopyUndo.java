package io.nightshift.core.sql;

import java.time.Duration;

/** Takes a copy back, or confirms it. Needs the target alone, and the record that was kept when the copy began. */
public final class CopyUndo {
    private final Drivers drivers;
    private final Database target;
    private final Duration patience;

    /** @param patience how long a lost connection is tried again */
    public CopyUndo(Drivers drivers, Database target, Duration patience) {
        this.drivers = drivers;
        this.target = target;
        this.patience = patience;
    }

    /** Takes back everything that the record names; nothing where it was taken back or forgotten already. */
    public void undo(CopyRecord record) {
        try (Ends ends = Ends.ofTarget(drivers, target, patience)) {
            ends.doing("The copy cannot be taken back", (same, to) -> {
                new Undo(to, record).run();
                return "";
            });
        }
    }

    /** The copy is confirmed: what was kept to take it back goes, and so do its marks. */
    public void forget(CopyRecord record) {
        try (Ends ends = Ends.ofTarget(drivers, target, patience)) {
            ends.doing("What was kept of the copy cannot be removed", (same, to) -> {
                new Undo(to, record).forget();
                return "";
            });
        }
    }
}
