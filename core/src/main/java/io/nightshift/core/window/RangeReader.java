package io.nightshift.core.window;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the days that no window begins on, and the times that are cut out of windows. */
final class RangeReader {
    private final Diagnostics problems;
    private final Fields fields;

    RangeReader(Diagnostics problems) {
        this.problems = problems;
        this.fields = new Fields(problems);
    }

    /** {@code 2026-12-24}, or {@code 2026-12-24..2027-01-02} with both ends. */
    List<Span<LocalDate>> blackouts(@Nullable YamlNode node) {
        List<Span<LocalDate>> found = new ArrayList<>();
        for (YamlNode.Scalar text : fields.texts(node, "a day such as `2026-12-24`")) {
            String[] ends = ends(text);
            Optional<LocalDate> first = DaysReader.date(ends[0]);
            Optional<LocalDate> last = DaysReader.date(ends[ends.length - 1]);
            if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
                problems.error(
                        text,
                        "`" + text.text() + "` is no day and no range of days",
                        "write `2026-12-24`, or `2026-12-24..2027-01-02` with both ends");
            } else if (last.get().isBefore(first.get())) {
                backwards(text);
            } else {
                found.add(new Span<>(first.get(), last.get().plusDays(1), why("blackout", text)));
            }
        }
        return found;
    }

    /** {@code 2026-12-24T18:00..2026-12-27T06:00}; an end without time means the whole day. */
    List<Span<Instant>> freezes(@Nullable YamlNode node, ZoneId zone) {
        List<Span<Instant>> found = new ArrayList<>();
        for (YamlNode.Scalar text : fields.texts(node, "a range such as `2026-12-24T18:00..2026-12-27T06:00`")) {
            String[] ends = ends(text);
            Optional<LocalDateTime> begin = moment(ends[0], 0);
            Optional<LocalDateTime> end = moment(ends[ends.length - 1], 1);
            boolean one = ends.length == 1 && DaysReader.date(ends[0]).isEmpty();
            if (ends.length > 2 || begin.isEmpty() || end.isEmpty() || one) {
                problems.error(
                        text,
                        "`" + text.text() + "` is no range of times",
                        "write `2026-12-24T18:00..2026-12-27T06:00`; an end without a time means the whole day");
                continue;
            }
            Instant from = LocalTimes.earlier(begin.get(), zone);
            Instant to = LocalTimes.later(end.get(), zone);
            if (from.isBefore(to)) {
                found.add(new Span<>(from, to, why("freeze", text)));
            } else {
                backwards(text);
            }
        }
        return found;
    }

    private static String[] ends(YamlNode.Scalar text) {
        return text.text().strip().split("\\s*\\.\\.\\s*", -1);
    }

    private static Optional<LocalDateTime> moment(String text, int daysAfterDate) {
        Optional<LocalDate> date = DaysReader.date(text);
        if (date.isPresent()) {
            return date.map(it -> it.plusDays(daysAfterDate).atStartOfDay());
        }
        try {
            return Optional.of(LocalDateTime.parse(text.replaceFirst("\\s+", "T")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void backwards(YamlNode.Scalar text) {
        problems.error(text, "`" + text.text() + "` ends before it begins", "write the earlier end first");
    }

    private String why(String kind, YamlNode.Scalar text) {
        return kind + " " + text.text().strip() + " (" + problems.shown(text.position()) + ")";
    }
}
