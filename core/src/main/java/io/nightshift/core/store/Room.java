package io.nightshift.core.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The free space where a store lies.
 *
 * @param wanted so many bytes must be free for another host to begin
 */
record Room(Path folder, long wanted) {
    /** Names another limit, in megabytes; 0 for none. */
    static final String VARIABLE = "NIGHTSHIFT_MIN_FREE";

    private static final long STANDARD_MEGABYTES = 200;
    private static final long MEGABYTE = 1_000_000;

    static Room in(Path folder, Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.isEmpty()) {
            return new Room(folder, STANDARD_MEGABYTES * MEGABYTE);
        }
        if (!named.matches("\\d{1,9}")) {
            throw new StoreException(VARIABLE + " is a number of megabytes, such as 200, and not: " + named);
        }
        return new Room(folder, Long.parseLong(named) * MEGABYTE);
    }

    /** Why no other host may begin. */
    Optional<String> shortage() {
        File file = folder.toFile();
        long free = file.getUsableSpace(); // also 0 where the system does not tell
        return free >= wanted || file.getTotalSpace() == 0
                ? Optional.empty()
                : Optional.of("only " + text(free) + " are free where the journal lies, " + folder + "; " + text(wanted)
                        + " are wanted");
    }

    /** Such as {@code 12 KB}. */
    String free() {
        return text(folder.toFile().getUsableSpace());
    }

    private static String text(long bytes) {
        return bytes < MEGABYTE ? bytes / 1000 + " KB" : bytes / MEGABYTE + " MB";
    }
}
