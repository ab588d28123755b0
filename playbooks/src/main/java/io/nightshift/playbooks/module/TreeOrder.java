package io.nightshift.playbooks.module;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be brought from one machine to another, and how.
 *
 * @param from the inventory's name of the host it comes from; {@link #CONTROLLER} for the machine Nightshift runs on
 * @param source absolute path there: a directory, whose content is meant, or a file
 * @param destination absolute path on the host of the task
 * @param include patterns of paths; empty for all
 * @param exclude patterns of paths that are neither brought nor removed
 * @param deletes whether what the source does not have goes away
 * @param byContent whether files are compared by their bytes; otherwise only where size or time differ
 * @param keepsNumbers owners by number instead of by name
 * @param bytesPerSecond at most so many; 0 for no limit
 * @param stop when it stops though it is not through
 * @param conversions what files become on the way; for each the first that it is meant by
 */
public record TreeOrder(
        String from,
        String source,
        String destination,
        List<String> include,
        List<String> exclude,
        boolean deletes,
        boolean byContent,
        boolean keepsNumbers,
        long bytesPerSecond,
        Stop stop,
        List<TreeConversion> conversions) {
    /** When a transfer stops, to go on later with what is left. */
    public enum Stop {
        /** When the maintenance window closes, unless its rule is to finish. */
        RULE,
        /** When the maintenance window closes, whatever its rule is. */
        WINDOW,
        /** Only when it is through. */
        END
    }

    /**
     * What some files become on the way.
     *
     * @param include patterns of their paths; empty for all
     * @param how the parameters of {@code convert}, which are known to be right
     */
    public record TreeConversion(List<String> include, Map<String, Object> how) {
        public TreeConversion {
            include = List.copyOf(include);
            how = Collections.unmodifiableMap(new TreeMap<>(how)); // the same order in every process
        }
    }

    /** The machine Nightshift runs on, as a place that trees come from. */
    public static final String CONTROLLER = "controller";

    public TreeOrder {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        conversions = List.copyOf(conversions);
    }
}
