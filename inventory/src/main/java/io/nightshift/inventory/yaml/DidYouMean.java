package io.nightshift.inventory.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word a technician probably meant. */
public final class DidYouMean {
    private DidYouMean() {}

    /**
     * The candidate closest to the word, if it is near enough to be a typing mistake (a letter missing, added, wrong,
     * or two swapped; about one in three letters). The first of equally near ones.
     */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int best = Math.max(1, word.length() / 3) + 1;
        String found = null;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) >= best) {
                continue;
            }
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), best);
            if (distance < best && distance < candidate.length()) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The hint "did you mean `x`?", or the given other hint. */
    public static String hint(String word, Collection<String> candidates, String otherwise) {
        return closest(word, candidates).map(it -> "did you mean `" + it + "`?").orElse(otherwise);
    }

    /** Optimal string alignment distance, given up once it must reach the limit. */
    private static int distance(String a, String b, int limit) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                smallest = Math.min(smallest, row[j]);
            }
            if (smallest >= limit) {
                return limit;
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
