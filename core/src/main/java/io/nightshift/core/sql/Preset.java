package io.nightshift.core.sql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the defaults of columns: which are plain literals, and how they are written elsewhere. */
final class Preset {
    private static final Pattern QUOTED = Pattern.compile("(?s)'((?:[^']|'')*)'(?:::[\\w \"().,\\[\\]]+)?");
    private static final Pattern NUMBER = Pattern.compile("\\(?(-?[0-9]+(?:\\.[0-9]+)?)\\)?(?:::[\\w ()]+)?");
    private static final Pattern NOW = Pattern.compile(
            "(?i)(now\\(\\)|current_timestamp(\\(\\d?\\))?|localtimestamp(\\(\\d?\\))?|transaction_timestamp\\(\\))");

    private Preset() {}

    /** The text of a literal, {@link Column#NOW}, or nothing where it is an expression. */
    static Optional<String> of(String expression) {
        String text = expression.strip();
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return Optional.of(quoted.group(1).replace("''", "'"));
        }
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return Optional.of(number.group(1));
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Optional.of(text.equalsIgnoreCase("true") ? "1" : "0");
        }
        return NOW.matcher(text).matches() ? Optional.of(Column.NOW) : Optional.empty();
    }

    static boolean isNothing(@Nullable String expression) {
        return expression == null
                || expression.strip().toUpperCase(java.util.Locale.ROOT).matches("NULL(::.*)?");
    }

    /** {@code default …} for a column of the target, empty where it has none that can be written there. */
    static String clause(Column column, Dialect target, String type) {
        String preset = column.preset();
        if (preset == null || type.startsWith("long") || type.equals("json")) {
            return "";
        }
        if (preset.equals(Column.NOW)) {
            boolean fits = column.kind() == Kind.TIMESTAMP || column.kind() == Kind.INSTANT;
            String digits =
                    target instanceof MariaDbDialect && column.size() > 0 ? "(" + Math.min(6, column.size()) + ")" : "";
            return fits ? " default current_timestamp" + digits : "";
        }
        return switch (column.kind()) {
            case BOOLEAN ->
                target instanceof PostgresDialect || target instanceof H2Dialect
                        ? " default " + (preset.equals("0") || preset.equalsIgnoreCase("f") ? "false" : "true")
                        : " default " + preset;
            case INTEGER, DECIMAL, REAL, DOUBLE, YEAR -> NUMBER.matcher(preset).matches() ? " default " + preset : "";
            case TEXT, CHAR, ENUM, DATE, TIME, UUID -> " default " + target.literal(preset);
            case TIMESTAMP -> preset.startsWith("0000") ? "" : " default " + target.literal(preset);
            default -> "";
        };
    }
}
