package io.nightshift.playbooks.module;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What probes would read after a file system was mounted or unmounted. */
final class MountPredictions {
    private static final String TABLE = "/proc/self/mountinfo";

    private MountPredictions() {}

    static Reading afterMount(SystemChange.Mount change, Probe probe, Reading before) {
        String table = table(probe, before);
        if (table != null) {
            String line = "0 0 0:0 / " + escape(change.path()) + " rw - " + change.type() + " "
                    + escape(change.source()) + " rw\n";
            return text(table + line);
        }
        return elsewhere(change, change.path(), probe, before);
    }

    static Reading afterUnmount(SystemChange.Unmount change, Probe probe, Reading before) {
        String table = table(probe, before);
        if (table != null) {
            return text(table.lines()
                    .filter(line -> !isAt(line, escape(change.path())))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining()));
        }
        return elsewhere(change, change.path(), probe, before);
    }

    /** Files away from the mount point are what they were. */
    private static Reading elsewhere(Change change, String mountPoint, Probe probe, Reading before) {
        String path =
                probe instanceof Probe.Path at ? at.path() : probe instanceof Probe.FileContent at ? at.path() : null;
        boolean away = path != null && (path.equals(mountPoint) || !Paths.isBelow(path, mountPoint));
        return away ? before : FilePredictions.unknownIfTouched(change, probe, before);
    }

    private static @Nullable String table(Probe probe, Reading before) {
        if (probe instanceof Probe.FileContent at && at.path().equals(TABLE) && before instanceof Reading.Bytes read) {
            byte[] bytes = read.bytes();
            return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        }
        return null;
    }

    private static boolean isAt(String line, String path) {
        String[] fields = line.split(" ");
        return fields.length > 4 && fields[4].equals(path);
    }

    private static Reading text(String text) {
        return new Reading.Bytes(text.getBytes(StandardCharsets.UTF_8), true);
    }

    private static String escape(String field) {
        return field.replace("\\", "\\134").replace(" ", "\\040");
    }
}
