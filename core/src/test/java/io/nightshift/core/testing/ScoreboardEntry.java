package io.nightshift.core.testing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the scoreboard.
 *
 * @param share {@code CI} or {@code long}
 * @param date the day of the measurement, in UTC
 */
record ScoreboardEntry(
        String row, String name, String share, long n, long pass, String worst, String date, String machine) {
    private static final Pattern ROW = Pattern.compile("[A-Z]+-[0-9]{2}");

    ScoreboardEntry {
        if (!ROW.matcher(row).matches() || name.isBlank() || name.contains(" ")) {
            throw new IllegalArgumentException(
                    "A row is called R-07 or the like, and its test one word: " + row + ", " + name);
        }
        worst = plain(worst);
        machine = plain(machine);
    }

    /** As a test prints it. */
    String line() {
        return row + " " + name + " n=" + n + " pass=" + pass + " worst=" + worst;
    }

    /** One result of a row replaces the former one of the same name and share. */
    String key() {
        return row + " " + name + " " + share;
    }

    String kept() {
        return String.join("\t", row, name, share, "" + n, "" + pass, worst, date, machine);
    }

    String markdown() {
        return "| " + String.join(" | ", row, name, share, "" + n, "" + pass, worst, date, machine) + " |";
    }

    static Optional<ScoreboardEntry> ofKept(String line) {
        return of(line.split("\t", -1));
    }

    static Optional<ScoreboardEntry> ofMarkdown(String line) {
        if (!line.startsWith("| ") || !line.endsWith(" |")) {
            return Optional.empty();
        }
        return of(line.substring(2, line.length() - 2).split(" \\| ", -1));
    }

    private static Optional<ScoreboardEntry> of(String[] parts) {
        if (parts.length != 8 || !ROW.matcher(parts[0]).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ScoreboardEntry(
                parts[0],
                parts[1],
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                parts[5],
                parts[6],
                parts[7]));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s|]+", " ").strip();
    }
}
