package io.nightshift.core.window;

/**
 * A stretch of days or instants in which something is forbidden, from {@code from} on and until just before {@code to}.
 *
 * @param why what forbids it, for messages, such as {@code freeze of group_vars/all.yml:7}
 */
public record Span<T extends Comparable<? super T>>(T from, T to, String why) {

    public Span {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("a span ends after it begins: " + from + ", " + to);
        }
    }

    boolean contains(T value) {
        return from.compareTo(value) <= 0 && value.compareTo(to) < 0;
    }
}
