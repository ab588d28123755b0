package io.nightshift.core.transfer;

import java.util.List;

/**
 * What differs between a tree and its copy.
 *
 * @param files that come or get other bytes, {@code bytes} in all
 * @param others directories, links and devices that come
 * @param sockets of running programs, which stay where they are
 * @param lines of it for people, not all
 * @param summary a few words
 */
public record Found(
        long files,
        long bytes,
        long others,
        long removals,
        long attributes,
        long unchanged,
        long sockets,
        List<String> lines,
        String summary) {
    public Found {
        lines = List.copyOf(lines);
    }

    /** Whether the copy is as it should be. */
    public boolean isNothing() {
        return files == 0 && others == 0 && removals == 0 && attributes == 0;
    }

    static Found of(Difference d) {
        return new Found(
                d.files, d.bytes, d.others, d.removals, d.attributes, d.unchanged, d.left, d.shown(), d.summary());
    }
}
