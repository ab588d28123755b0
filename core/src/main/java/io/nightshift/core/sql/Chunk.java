package io.nightshift.core.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of a table's rows that is committed at once.
 *
 * @param after the key before its first row, nothing where it is the first
 * @param upTo the key of its last row
 * @param fetch how many of its rows may be in memory
 */
record Chunk(long number, @Nullable List<String> after, List<String> upTo, int fetch) {
    Chunk {
        upTo = List.copyOf(upTo);
    }
}
