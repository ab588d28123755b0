package io.nightshift.core.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Any number of spans, apart from each other, quick to look in. Where two were given for one time, the earlier one names it. */
public final class Spans<T extends Comparable<? super T>> {
    private final NavigableMap<T, Span<T>> byBegin = new TreeMap<>();

    private Spans() {}

    public static <T extends Comparable<? super T>> Spans<T> none() {
        return new Spans<>();
    }

    public static <T extends Comparable<? super T>> Spans<T> of(Collection<Span<T>> given) {
        Spans<T> spans = new Spans<>();
        Comparator<Span<T>> order = (a, b) -> a.from().compareTo(b.from());
        given.stream().sorted(order).forEach(spans::add);
        return spans;
    }

    private void add(Span<T> next) {
        Map.Entry<T, Span<T>> last = byBegin.lastEntry();
        T from = last != null && last.getValue().to().compareTo(next.from()) > 0
                ? last.getValue().to()
                : next.from();
        if (from.compareTo(next.to()) < 0) {
            byBegin.put(from, new Span<>(from, next.to(), next.why()));
        }
    }

    /** The span that holds a value. */
    public Optional<Span<T>> at(T value) {
        return Optional.ofNullable(byBegin.floorEntry(value))
                .map(Map.Entry::getValue)
                .filter(it -> it.contains(value));
    }

    public boolean isEmpty() {
        return byBegin.isEmpty();
    }

    /** All of them, in order. */
    public List<Span<T>> all() {
        return List.copyOf(byBegin.values());
    }

    /** What is left of the time from {@code from} to {@code to} when all these spans are cut out of it, in order. */
    List<Span<T>> cutOutOf(T from, T to) {
        if (byBegin.isEmpty()) {
            return List.of(new Span<>(from, to, ""));
        }
        List<Span<T>> left = new ArrayList<>();
        T open = at(from).map(Span::to).orElse(from);
        while (open.compareTo(to) < 0) {
            Map.Entry<T, Span<T>> next = byBegin.ceilingEntry(open);
            T end = next == null || next.getKey().compareTo(to) > 0 ? to : next.getKey();
            if (open.compareTo(end) < 0) {
                left.add(new Span<>(open, end, ""));
            }
            open = next == null ? to : next.getValue().to();
        }
        return left;
    }
}
