package io.nightshift.core.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition on the key of a table, with its arguments as canonical text. */
record Predicate(String sql, List<String> arguments) {
    Predicate {
        arguments = List.copyOf(arguments);
    }

    static final Predicate ALL = new Predicate("1 = 1", List.of());

    /** Rows after one key and up to another; nothing is without limit. */
    static Predicate between(Side side, @Nullable List<String> after, @Nullable List<String> upTo) {
        Predicate low = after == null ? ALL : compare(side, after, ">", ">");
        Predicate high = upTo == null ? ALL : compare(side, upTo, "<", "<=");
        return low.and(high);
    }

    /** Rows with one of these keys. */
    static Predicate among(Side side, List<List<String>> keys) {
        List<String> arguments = new ArrayList<>();
        List<Column> key = side.key();
        if (key.size() == 1) {
            keys.forEach(arguments::addAll);
            String marks = keys.stream()
                    .map(any -> side.words().keyParameter(key.get(0)))
                    .collect(Collectors.joining(", "));
            return new Predicate(side.words().keyExpression(key.get(0)) + " in (" + marks + ")", arguments);
        }
        String one = key.stream()
                .map(column -> side.words().keyExpression(column) + " = "
                        + side.words().keyParameter(column))
                .collect(Collectors.joining(" and ", "(", ")"));
        keys.forEach(arguments::addAll);
        return new Predicate("(" + keys.stream().map(any -> one).collect(Collectors.joining(" or ")) + ")", arguments);
    }

    private static Predicate compare(Side side, List<String> values, String strict, String last) {
        List<Column> key = side.key();
        Dialect words = side.words();
        if (key.size() == 1) {
            return new Predicate(
                    words.keyExpression(key.get(0)) + " " + last + " " + words.keyParameter(key.get(0)), values);
        }
        if (words.comparesRows()) {
            return new Predicate(
                    key.stream().map(words::keyExpression).collect(Collectors.joining(", ", "(", ")")) + " " + last
                            + " " + key.stream().map(words::keyParameter).collect(Collectors.joining(", ", "(", ")")),
                    values);
        }
        List<String> arguments = new ArrayList<>();
        String first = words.keyExpression(key.get(0)) + " " + strict + "= " + words.keyParameter(key.get(0));
        arguments.add(values.get(0));
        return new Predicate("(" + first + " and " + nested(side, values, 0, strict, last, arguments) + ")", arguments);
    }

    private static String nested(
            Side side, List<String> values, int place, String strict, String last, List<String> arguments) {
        String column = side.words().keyExpression(side.key().get(place));
        String value = side.words().keyParameter(side.key().get(place));
        arguments.add(values.get(place));
        if (place == values.size() - 1) {
            return column + " " + last + " " + value;
        }
        arguments.add(values.get(place));
        return "(" + column + " " + strict + " " + value + " or (" + column + " = " + value + " and "
                + nested(side, values, place + 1, strict, last, arguments) + "))";
    }

    Predicate and(Predicate other) {
        if (sql.equals(ALL.sql)) {
            return other;
        }
        if (other.sql.equals(ALL.sql)) {
            return this;
        }
        List<String> both = new ArrayList<>(arguments);
        both.addAll(other.arguments);
        return new Predicate(sql + " and " + other.sql, both);
    }

    int fill(PreparedStatement statement, int from) throws SQLException {
        int index = from;
        for (String argument : arguments) {
            statement.setString(index++, argument);
        }
        return index;
    }
}
