package io.nightshift.core.notify;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people can be told about; the words are those of {@code events:} in the configuration. */
public enum Occasion {
    STARTED,
    RING,
    ABORT,
    APPROVAL,
    WINDOW,
    ENDED,
    /** What a check found that was not so the last time. */
    DRIFT,
    /** The same of every check, also where nothing has changed. */
    EVERY_DRIFT,
    /** Asked for with {@code nightshift notify test}; never left out. */
    TEST;

    /** What is told unless the configuration says otherwise. */
    static final Set<Occasion> USUAL = EnumSet.of(ABORT, APPROVAL, WINDOW, ENDED, DRIFT);

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values())
                .filter(each -> each != TEST)
                .map(Occasion::word)
                .toList();
    }

    static Optional<Occasion> named(String word) {
        return words().contains(word)
                ? Optional.of(valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                : Optional.empty();
    }
}
