package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which days a window's words mean. */
class RecurrenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days: tue                             | 1 8 15 22 29",
                "days: [mon, thursday]                 | 3 7 10 14 17 21 24 28 31",
                "days: fri-mon                         | 4 5 6 7 11 12 13 14 18 19 20 21 25 26 27 28",
                "days: Second Tue                      | 8",
                "days: second tue +3 days              | 11",
                "days: second  tue -1 day              | 7",
                "days: [first sat, last thu]           | 5 31",
                "days: fifth wed                       | 30",
                "days: fifth fri                       | ''",
                "days: [15, last day]                  | 15 31",
                "days: last day +1 day                 | 1",
                "days: 2026-12-05                      | 5",
                "days: last day +1 day, months: dec    | ''",
                "days: last day +1 day, months: nov    | 1",
                "days: first mon, months: [jan, oct-dec] | 7",
                "days: first mon, months: jun          | ''",
                "days: wed, every: 2 weeks from 2026-12-01 | 2 16 30",
                "days: wed, every: 2 weeks from 2026-11-23 | 9 23",
                "days: wed, every: 1 week from 2026-12-10  | 9 16 23 30",
            })
    void daysOfDecember2026(String words, String days) {
        Recurrence recurrence =
                AWindow.named("w", words + ", start: \"01:00\", duration: 1h").recurrence();
        String found = LocalDate.of(2026, 12, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .filter(recurrence::falls)
                .map(day -> String.valueOf(day.getDayOfMonth()))
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(days);
    }
}
