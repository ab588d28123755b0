package io.nightshift.core.run;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** Names of runs: sortable by time, short enough to type the beginning of. */
public final class RunIds {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private RunIds() {}

    public static String next(Instant now, ZoneId zone, RandomGenerator random) {
        StringBuilder id = new StringBuilder(FORMAT.format(now.atZone(zone))).append('-');
        for (int i = 0; i < 4; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
