package io.nightshift.core.window;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The English names of weekdays and months, whole or their first three letters, and ranges of them such as {@code fri-mon}. */
final class CalendarWords {
    private CalendarWords() {}

    static <E extends Enum<E>> Optional<E> one(Class<E> kind, String word) {
        for (E value : kind.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(word) || name.substring(0, 3).equals(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** One name, or all from one to another, round the end if need be. */
    static <E extends Enum<E>> Optional<Set<E>> range(Class<E> kind, String words) {
        int dash = words.indexOf('-');
        Optional<E> first =
                one(kind, dash < 0 ? words : words.substring(0, dash).strip());
        Optional<E> last =
                dash < 0 ? first : one(kind, words.substring(dash + 1).strip());
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        List<E> all = List.of(kind.getEnumConstants());
        Set<E> found = EnumSet.of(last.get());
        for (int i = all.indexOf(first.get()); all.get(i) != last.get(); i = (i + 1) % all.size()) {
            found.add(all.get(i));
        }
        return Optional.of(found);
    }

    /** Every name and every short form. */
    static <E extends Enum<E>> List<String> of(Class<E> kind) {
        List<String> words = new ArrayList<>();
        for (E value : kind.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT);
            words.add(name);
            words.add(name.substring(0, 3));
        }
        return words;
    }
}
