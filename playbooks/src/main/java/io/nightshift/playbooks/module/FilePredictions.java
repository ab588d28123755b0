package io.nightshift.playbooks.module;

import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Reading.PathState.Kind;
import org.jspecify.annotations.Nullable;

/** What file probes would read after a change to files. */
final class FilePredictions {
    private static final Reading UNKNOWN = new Reading.KnownAfterApply();

    private static final long UNKNOWN_ID = -1;

    private FilePredictions() {}

    static Reading unknownIfTouched(Change change, Probe probe, Reading before) {
        return change.touches(probe) ? UNKNOWN : before;
    }

    static Reading afterWrite(FileChange.WriteFile change, Probe probe, Reading before) {
        if (probe instanceof Probe.FileContent at && at.path().equals(change.path())) {
            return change.content() instanceof Content.Bytes inMemory
                    ? new Reading.Bytes(inMemory.bytes(), inMemory.size() <= at.limit())
                    : UNKNOWN;
        }
        if (probe instanceof Probe.Path at && at.path().equals(change.path()) && before instanceof PathState old) {
            if (at.checksum() != Probe.Checksum.NONE && at.checksum() != Probe.Checksum.SHA256) {
                return UNKNOWN;
            }
            String checksum =
                    at.checksum() == Probe.Checksum.SHA256 ? change.content().sha256() : null;
            return file(
                    old, Kind.FILE, change.attributes(), 0644, change.content().size(), checksum);
        }
        return probe instanceof Probe.Path at && Paths.isBelow(change.path(), at.path())
                ? before
                : unknownIfTouched(change, probe, before);
    }

    static Reading afterMakeDirectory(FileChange.MakeDirectory change, Probe probe, Reading before) {
        if (probe instanceof Probe.Path at) {
            if (at.path().equals(change.path()) && before instanceof PathState old) {
                return file(old, Kind.DIRECTORY, change.attributes(), 0755, 4096, null);
            }
            return before;
        }
        return probe instanceof Probe.FileContent ? before : unknownIfTouched(change, probe, before);
    }

    static Reading afterRemove(FileChange.RemovePath change, Probe probe, Reading before) {
        if (probe instanceof Probe.Path at) {
            return gone(at.path(), change.path()) ? PathState.absent(at.path()) : before;
        }
        if (probe instanceof Probe.FileContent at) {
            return gone(at.path(), change.path()) ? new Reading.Bytes(null, true) : before;
        }
        return unknownIfTouched(change, probe, before);
    }

    static Reading afterSetAttributes(FileChange.SetAttributes change, Probe probe, Reading before) {
        if (probe instanceof Probe.FileContent) {
            return before;
        }
        if (probe instanceof Probe.Path at && before instanceof PathState old && old.exists()) {
            Reading result = old;
            for (FileChange.SetAttributes.Entry entry : change.entries()) {
                boolean ofTheLink = old.isLink() && !at.follow();
                if (entry.path().equals(at.path()) && !(ofTheLink && entry.followLink())) {
                    result = file(old, old.kind(), entry.attributes(), old.mode(), old.size(), old.checksum());
                }
            }
            return result;
        }
        return unknownIfTouched(change, probe, before);
    }

    static Reading afterMakeLink(FileChange.MakeLink change, Probe probe, Reading before) {
        if (probe instanceof Probe.Path at && !at.follow() && at.path().equals(change.path()) && !change.hard()) {
            if (before instanceof PathState old) {
                return new PathState(
                        old.path(),
                        Kind.LINK,
                        0777,
                        old.exists() ? old.owner() : "root",
                        old.exists() ? old.group() : "root",
                        old.uid(),
                        old.gid(),
                        change.target().length(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        change.target(),
                        null);
            }
        }
        return Paths.concerns(probe, change.path()) ? UNKNOWN : before;
    }

    static Reading afterTouch(FileChange.Touch change, Probe probe, Reading before) {
        if (probe instanceof Probe.Path at && at.path().equals(change.path()) && before instanceof PathState old) {
            if (at.checksum() != Probe.Checksum.NONE && !old.exists()) {
                return UNKNOWN;
            }
            PathState now = old.exists() ? old : file(old, Kind.FILE, Attributes.KEEP, 0644, 0, null);
            Double modified = change.modified();
            Double accessed = change.accessed();
            return new PathState(
                    now.path(),
                    now.kind(),
                    now.mode(),
                    now.owner(),
                    now.group(),
                    now.uid(),
                    now.gid(),
                    now.size(),
                    modified == null ? now.modified() : modified,
                    accessed == null ? now.accessed() : accessed,
                    now.changed(),
                    now.inode(),
                    now.device(),
                    now.links(),
                    now.linkTarget(),
                    now.checksum());
        }
        if (probe instanceof Probe.FileContent at
                && at.path().equals(change.path())
                && before instanceof Reading.Bytes read) {
            return read.bytes() == null ? new Reading.Bytes(new byte[0], true) : before;
        }
        return probe instanceof Probe.Path || probe instanceof Probe.FileContent
                ? before
                : unknownIfTouched(change, probe, before);
    }

    private static boolean gone(String path, String removed) {
        return path.equals(removed) || Paths.isBelow(path, removed);
    }

    private static PathState file(
            PathState old, Kind kind, Attributes attributes, int defaultMode, long size, @Nullable String checksum) {
        boolean kept = old.exists();
        Integer mode = attributes.mode();
        String owner = attributes.owner();
        String group = attributes.group();
        return new PathState(
                old.path(),
                kind,
                mode != null ? mode : kept ? old.mode() : defaultMode,
                owner != null ? owner : kept ? old.owner() : "root",
                group != null ? group : kept ? old.group() : "root",
                id(owner, old.owner(), old.uid()),
                id(group, old.group(), old.gid()),
                size,
                old.modified(),
                old.accessed(),
                old.changed(),
                old.inode(),
                old.device(),
                Math.max(1, old.links()),
                kind == Kind.LINK ? old.linkTarget() : null,
                checksum);
    }

    /** The number of a user or group that was given by name is not known before. */
    private static long id(@Nullable String given, String name, long id) {
        if (given == null || given.equals(name)) {
            return id;
        }
        return given.matches("[0-9]{1,10}") ? Long.parseLong(given) : UNKNOWN_ID;
    }
}
