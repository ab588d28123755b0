package io.nightshift.core.sql;

import java.util.ArrayList;
import java.util.List;

/** The keys of one part of a table whose rows are not the same at both ends; as the end with the row writes them. */
record Differences(List<List<String>> missing, List<List<String>> extra, List<List<String>> different) {
    static Differences none() {
        return new Differences(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
        return missing.isEmpty() && extra.isEmpty() && different.isEmpty();
    }
}
