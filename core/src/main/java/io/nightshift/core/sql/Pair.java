package io.nightshift.core.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One table at both ends, its columns paired. */
record Pair(Table source, Table target, List<Column> sourceColumns, List<Column> targetColumns, List<String> key) {
    Pair {
        sourceColumns = List.copyOf(sourceColumns);
        targetColumns = List.copyOf(targetColumns);
        key = List.copyOf(key);
    }

    static Pair of(Table source, Table target, List<String> key) {
        List<Column> from = new ArrayList<>();
        List<Column> to = new ArrayList<>();
        for (Column column : source.columns()) {
            target.column(column.name()).filter(other -> !other.generated()).ifPresent(other -> {
                from.add(column);
                to.add(other);
            });
        }
        return new Pair(source, target, from, to, key);
    }

    Side source(Session session) {
        return new Side(session, source, sourceColumns, source.columns(key), digested(sourceColumns));
    }

    Side target(Session session) {
        return new Side(session, target, targetColumns, target.columns(key), digested(targetColumns));
    }

    private Set<String> digested(List<Column> names) {
        Set<String> digested = new HashSet<>();
        for (int n = 0; n < names.size(); n++) {
            Kind one = sourceColumns.get(n).kind();
            Kind other = targetColumns.get(n).kind();
            if (one.isText() || other.isText() || one == Kind.BYTES || other == Kind.BYTES) {
                digested.add(names.get(n).name());
            }
        }
        return digested;
    }

    /** Whether both ends order the key's values in the same way, so that ranges of it hold the same rows. */
    boolean ordersAlike(Dialect one, Dialect other) {
        List<Column> mine = source.columns(key);
        List<Column> theirs = target.columns(key);
        for (int n = 0; n < mine.size(); n++) {
            Kind left = mine.get(n).kind();
            Kind right = theirs.get(n).kind();
            boolean alike = left.isNumber() ? right.isNumber() : left.isDated() && right.isDated();
            if (!alike || !one.ordersAlike(mine.get(n)) || !other.ordersAlike(theirs.get(n))) {
                return false;
            }
        }
        return true;
    }

    /** What forbids to write the source's rows into a target's table that was there before. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Column column : source.columns()) {
            if (target.column(column.name()).isEmpty()) {
                problems.add("The table " + target.title() + " of the target has no column `" + column.name() + "`.");
            }
        }
        for (Column column : target.columns()) {
            boolean fills = column.nullable() || column.preset() != null || column.identity() || column.generated();
            if (source.column(column.name()).isEmpty() && !fills) {
                problems.add("The column `" + column.name() + "` of the target's table " + target.title()
                        + " must have a value, and the source has no such column.");
            }
        }
        return problems;
    }
}
