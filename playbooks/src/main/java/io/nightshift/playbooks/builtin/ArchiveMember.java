package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Reading.PathState;
import org.jspecify.annotations.Nullable;

/**
 * One thing in an archive.
 *
 * @param path without leading or trailing slash
 * @param size -1 when the listing does not tell
 * @param sha256 null when the listing does not tell, and for what is not a file
 * @param linkTarget of symbolic links
 */
record ArchiveMember(
        String path,
        Kind kind,
        int mode,
        long size,
        @Nullable String sha256,
        @Nullable String linkTarget) {
    enum Kind {
        DIRECTORY,
        FILE,
        LINK,
        OTHER
    }

    ArchiveMember {
        String clean = HostPath.clean(path.startsWith("/") ? path.substring(1) : path);
        if (clean.equals("..") || clean.startsWith("../")) {
            throw new ModuleFailure("the archive has a member that climbs out of its directory: " + path);
        }
        path = clean;
    }

    /** Whether it is on the host as in the archive. */
    boolean isAs(PathState there) {
        return switch (kind) {
            case DIRECTORY -> there.isDirectory() || there.isLink();
            case LINK -> there.isLink() && (linkTarget == null || linkTarget.equals(there.linkTarget()));
            case FILE ->
                there.isFile()
                        && (size < 0 || size == there.size())
                        && (sha256 == null || sha256.equals(there.checksum()));
            case OTHER -> there.exists();
        };
    }
}
