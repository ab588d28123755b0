package io.nightshift.playbooks.builtin;

import java.util.List;
import java.util.Optional;

/** What is mounted, as {@code /proc/self/mountinfo} tells it; see proc(5). */
final class MountTable {
    static final String PATH = "/proc/self/mountinfo";

    private MountTable() {}

    /** @param root the part of the file system that is mounted, which names the source of bind mounts */
    record Entry(String root, String source) {
        boolean isFrom(String wanted) {
            return source.equals(wanted) || root.equals(wanted);
        }
    }

    /** The last mount at a path, which hides the ones before. */
    static Optional<Entry> at(String mountinfo, String path) {
        Optional<Entry> found = Optional.empty();
        for (String line : mountinfo.split("\n")) {
            List<String> fields = List.of(line.strip().split(" "));
            int separator = fields.indexOf("-");
            if (separator >= 6
                    && fields.size() > separator + 2
                    && plain(fields.get(4)).equals(path)) {
                found = Optional.of(new Entry(plain(fields.get(3)), plain(fields.get(separator + 2))));
            }
        }
        return found;
    }

    private static String plain(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
