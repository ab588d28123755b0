package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeScripts.Site;

/** Whether what is to be sent fits, found out before the first byte. */
final class Room {
    /** Left over for others who write there. */
    private static final long MARGIN = 64L << 20;

    private Room() {}

    static void check(Site site, Pending pending, String destination, String host) throws TransferFailure {
        long wanted = pending.missing() + MARGIN;
        if (site.free() >= 0 && wanted > site.free()) {
            throw new TransferFailure("there is no room for it at " + destination + " on " + host + ": "
                    + Amount.bytes(pending.missing()) + " are to be sent, and " + Amount.bytes(site.free())
                    + " are free, of which " + Amount.bytes(MARGIN) + " are left to others");
        }
        long files = pending.packed().count()
                + pending.converted().count()
                + pending.parts().size();
        if (site.files() >= 0 && files > site.files()) {
            throw new TransferFailure("the file system of " + destination + " on " + host + " takes only "
                    + site.files() + " more files (inodes), and " + files + " are to be sent");
        }
    }
}
