package io.nightshift.core.sql;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which tables are copied or compared, and how.
 *
 * @param sourceSchema empty for the one that the source's connection is in
 * @param targetSchema empty for the one that the target's connection is in
 * @param tables names or patterns with {@code *} and {@code ?}; empty for all
 * @param excludes names or patterns of tables that stay out
 * @param chunkRows how many rows are committed at once, at most
 * @param parallel how many chunks travel at the same time
 * @param keys columns that tell rows apart, for tables without a primary key or unique index
 * @param patience how long a lost connection is tried again
 */
public record CopyOrder(
        String sourceSchema,
        String targetSchema,
        List<String> tables,
        List<String> excludes,
        Existing existing,
        int chunkRows,
        int parallel,
        Map<String, List<String>> keys,
        TypeChoices types,
        Duration patience) {
    public CopyOrder {
        tables = List.copyOf(tables);
        excludes = List.copyOf(excludes);
        keys = Map.copyOf(keys);
        if (chunkRows < 1 || parallel < 1) {
            throw new IllegalArgumentException("chunkRows and parallel are at least 1");
        }
    }

    /** Every table of the schema, into a target that has none of them or has them empty. */
    public static CopyOrder all() {
        return new CopyOrder(
                "",
                "",
                List.of(),
                List.of(),
                Existing.REFUSE,
                10_000,
                2,
                Map.of(),
                TypeChoices.STRICT,
                Duration.ofMinutes(1));
    }

    public CopyOrder schemas(String source, String target) {
        return new CopyOrder(source, target, tables, excludes, existing, chunkRows, parallel, keys, types, patience);
    }

    public CopyOrder tables(List<String> wanted, List<String> unwanted) {
        return new CopyOrder(
                sourceSchema, targetSchema, wanted, unwanted, existing, chunkRows, parallel, keys, types, patience);
    }

    public CopyOrder existing(Existing wanted) {
        return new CopyOrder(
                sourceSchema, targetSchema, tables, excludes, wanted, chunkRows, parallel, keys, types, patience);
    }

    public CopyOrder pace(int rows, int atOnce) {
        return new CopyOrder(
                sourceSchema, targetSchema, tables, excludes, existing, rows, atOnce, keys, types, patience);
    }

    public CopyOrder keys(Map<String, List<String>> byHand) {
        return new CopyOrder(
                sourceSchema, targetSchema, tables, excludes, existing, chunkRows, parallel, byHand, types, patience);
    }

    public CopyOrder types(TypeChoices choices) {
        return new CopyOrder(
                sourceSchema, targetSchema, tables, excludes, existing, chunkRows, parallel, keys, choices, patience);
    }

    public CopyOrder patience(Duration time) {
        return new CopyOrder(
                sourceSchema, targetSchema, tables, excludes, existing, chunkRows, parallel, keys, types, time);
    }
}
