package io.nightshift.core.window;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where calendars of holidays and freezes come from. */
public interface Feeds {
    /** For places where no calendar may be read. */
    Feeds NONE = (location, folder, zone, now) -> {
        throw new Unreadable("calendars are not read here", null);
    };

    /**
     * Reads one calendar.
     *
     * @param location an address or a file
     * @param folder where a file is searched for
     * @param zone of the window, for events that name none
     * @param now events from a year before to six years after it are wanted
     */
    Feed read(String location, Path folder, ZoneId zone, Instant now) throws Unreadable;

    /**
     * What a calendar forbids.
     *
     * @param days of its all-day events, on which no window begins
     * @param times of its other events, in which no window is open
     * @param warning what the technician should know, such as that this is an old copy
     */
    record Feed(List<Span<LocalDate>> days, List<Span<Instant>> times, Optional<String> warning) {
        public Feed {
            days = List.copyOf(days);
            times = List.copyOf(times);
        }
    }

    /** The calendar is gone or cannot be understood. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable String hint;

        /** @param sentence without full stop */
        public Unreadable(String sentence, @Nullable String hint) {
            super(sentence, null, false, false);
            this.hint = hint;
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }

        public @Nullable String hint() {
            return hint;
        }
    }
}
