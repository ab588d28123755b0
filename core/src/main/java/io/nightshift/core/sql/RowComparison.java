package io.nightshift.core.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the rows of a part of a table on the controller; of each row only its key and a digest are in memory. */
final class RowComparison {
    private final Side source;
    private final Side target;
    private final int fetch;

    private record Seen(List<String> key, byte[] digest) {}

    RowComparison(Side source, Side target, int fetch) {
        this.source = source;
        this.target = target;
        this.fetch = fetch;
    }

    /** @param counts rows of the source and of the target, added up here */
    Differences of(
            io.nightshift.core.sql.Predicate from,
            io.nightshift.core.sql.Predicate to,
            Predicate<String> belongs,
            long[] counts)
            throws SQLException {
        Map<String, Seen> there = new HashMap<>();
        int[] targetKey = target.keyPlaces();
        int[] sourceKey = source.keyPlaces();
        RowReader.read(target, target.columns(), to, "", fetch, row -> {
            String key = key(row, targetKey);
            if (belongs.test(key)) {
                counts[1]++;
                there.put(key, new Seen(RowReader.key(row, targetKey), digest(row)));
            }
        });
        Differences differences = Differences.none();
        RowReader.read(source, source.columns(), from, "", fetch, row -> {
            String key = key(row, sourceKey);
            if (belongs.test(key)) {
                counts[0]++;
                Seen other = there.remove(key);
                if (other == null) {
                    differences.missing().add(RowReader.key(row, sourceKey));
                } else if (!Arrays.equals(other.digest(), digest(row))) {
                    differences.different().add(RowReader.key(row, sourceKey));
                }
            }
        });
        there.values().forEach(seen -> differences.extra().add(seen.key()));
        return differences;
    }

    private String key(@Nullable Object[] row, int[] places) {
        StringBuilder key = new StringBuilder();
        for (int place : places) {
            key.append(comparable(place, row[place])).append('\u0001');
        }
        return key.toString();
    }

    @Nullable
    String comparable(int place, @Nullable Object value) {
        return Canonical.comparable(
                source.columns().get(place).kind(), target.columns().get(place).kind(), value);
    }

    private byte[] digest(@Nullable Object[] row) {
        MessageDigest digest = Canonical.md5();
        for (int n = 0; n < row.length; n++) {
            if (row[n] instanceof byte[] bytes) {
                digest.update(bytes);
                digest.update((byte) 1);
            } else {
                String text = comparable(n, row[n]);
                if (text != null) {
                    digest.update(text.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 1);
                } else {
                    digest.update((byte) 2);
                }
            }
            digest.update((byte) 0);
        }
        return digest.digest();
    }
}
