package io.nightshift.core.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table at one of the two ends: its columns in the order of the other end's, and its key.
 *
 * @param digested names of columns that are text or bytes at one of the ends, so that checksums go over their MD5
 */
record Side(Session session, Table table, List<Column> columns, List<Column> key, Set<String> digested) {
    Side {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        digested = Set.copyOf(digested);
    }

    Dialect words() {
        return session.dialect();
    }

    String name() {
        return words().table(table.schema(), table.name());
    }

    String orderBy(String direction) {
        return key.stream()
                .map(column -> words().keyExpression(column) + direction)
                .collect(Collectors.joining(", "));
    }

    String read(List<Column> wanted) {
        return wanted.stream().map(words()::read).collect(Collectors.joining(", "));
    }

    /** Where the key's columns stand among the columns. */
    int[] keyPlaces() {
        return key.stream().mapToInt(columns::indexOf).toArray();
    }
}
