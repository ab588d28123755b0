package io.nightshift.playbooks.template.python;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A fixed list that Python prints in round brackets, such as the pairs of {@code dict.items()}; its items may have names. */
public final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess, Attributes {
    private final @Nullable Object[] items;
    private final List<String> names;

    private Tuple(@Nullable Object[] items, List<String> names) {
        this.items = items;
        this.names = names;
    }

    public static Tuple of(@Nullable Object... items) {
        return new Tuple(items.clone(), List.of());
    }

    public static Tuple copyOf(List<? extends @Nullable Object> items) {
        return new Tuple(items.toArray(), List.of());
    }

    /** The same items, also reachable by name. */
    public Tuple named(String... itemNames) {
        return new Tuple(items, List.of(itemNames));
    }

    @Override
    public @Nullable Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }

    @Override
    public boolean hasAttribute(String name) {
        return names.contains(name);
    }

    @Override
    public @Nullable Object attribute(String name) {
        return items[names.indexOf(name)];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tuple that && Arrays.equals(items, that.items);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }
}
