package io.nightshift.core.sql;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Refuses values that the target would keep in another form or not at all, by row and column. */
final class ValueRules {
    private final Side source;
    private final Side target;
    private final int[] keyPlaces;

    ValueRules(Side source, Side target) {
        this.source = source;
        this.target = target;
        this.keyPlaces = source.keyPlaces();
    }

    void check(@Nullable Object[] row) {
        for (int n = 0; n < row.length; n++) {
            Object value = row[n];
            if (value != null) {
                String problem = problem(
                        target.words(),
                        target.columns().get(n),
                        source.columns().get(n),
                        value);
                if (problem != null) {
                    throw new SqlFailure("The row with " + Rows.title(source.key(), RowReader.key(row, keyPlaces))
                            + " of the table " + source.table().title() + ": the column `"
                            + source.columns().get(n).name() + "` " + problem);
                }
            }
        }
    }

    static @Nullable String problem(Dialect to, Column target, Column source, Object value) {
        if (to.mostBytes() != Long.MAX_VALUE) {
            long bytes = value instanceof byte[] raw ? raw.length : ((String) value).length();
            if (value instanceof String text && bytes * 3 > to.mostBytes()) {
                bytes = RowReader.utf8(text).length;
            }
            if (bytes > to.mostBytes()) {
                return "has " + bytes + " bytes, more than the server takes at once. Raise max_allowed_packet on it.";
            }
        }
        if (value instanceof byte[] bytes) {
            return target.kind() == Kind.BYTES && target.size() > 0 && bytes.length > target.size()
                    ? "has " + bytes.length + " bytes; the target keeps " + target.size() + "."
                    : null;
        }
        String text = (String) value;
        return switch (target.kind()) {
            case TEXT, CHAR, JSON, ENUM, OTHER -> text(to, target, source, text);
            case REAL, DOUBLE, DECIMAL -> number(to, target, text);
            case INTEGER, YEAR ->
                text.matches("-?[0-9]+(\\.0+)?") ? null : "is `" + Rows.shorten(text) + "`, not a whole number.";
            case BOOLEAN ->
                text.equals("0") || text.equals("1")
                        ? null
                        : "is " + Rows.shorten(text) + ", neither 0 nor 1; ask for tinyint(1) as a number.";
            case DATE, TIMESTAMP, INSTANT -> dated(to, target, text);
            case TIME ->
                to.keepsLongTime()
                                || text.compareTo("24:00:00.000000") <= 0
                                        && Character.isDigit(text.charAt(0))
                                        && text.charAt(2) == ':'
                        ? fraction(to, text)
                        : "is " + text + ", which is no time of a day; " + to.name() + " cannot keep it.";
            default -> null;
        };
    }

    private static @Nullable String text(Dialect to, Column target, Column source, String text) {
        if (!to.keepsZeroByte() && text.indexOf('\0') >= 0) {
            return "has the character U+0000, which " + to.name() + " cannot keep.";
        }
        if (target.size() > 0 && target.kind() != Kind.OTHER && text.length() > target.size()) {
            String whole = source.kind() == Kind.CHAR || target.kind() == Kind.CHAR ? text.replaceAll(" +$", "") : text;
            int characters = whole.codePointCount(0, whole.length());
            return characters > target.size()
                    ? "has " + characters + " characters; the target keeps " + target.size() + "."
                    : null;
        }
        return null;
    }

    private static @Nullable String number(Dialect to, Column target, String text) {
        if (text.equals("NaN") || text.endsWith("Infinity")) {
            return to.keepsNotANumber(target.kind()) ? null : "is " + text + ", which " + to.name() + " cannot keep.";
        }
        if (target.kind() != Kind.DECIMAL || target.size() == 0) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.scale() <= target.scale()
                    && number.precision() - number.scale() <= target.size() - target.scale()) {
                return null;
            }
            number = number.stripTrailingZeros();
            boolean fits = number.scale() <= target.scale()
                    && number.precision() - number.scale() <= target.size() - target.scale();
            return fits || number.signum() == 0
                    ? null
                    : "is " + Rows.shorten(text) + "; the target keeps " + target.size() + " digits, " + target.scale()
                            + " after the point.";
        } catch (NumberFormatException e) {
            return "is `" + Rows.shorten(text) + "`, not a number.";
        }
    }

    private static @Nullable String dated(Dialect to, Column target, String text) {
        if (!to.keepsDate(target.kind(), text)) {
            String hint = text.contains("-00") && text.startsWith("0000") ? " Ask for zero dates as null." : "";
            return "is " + text + ", which " + to.name() + "'s " + target.declared() + " cannot keep." + hint;
        }
        return fraction(to, text);
    }

    private static @Nullable String fraction(Dialect to, String text) {
        int point = text.indexOf('.');
        return point > 0 && text.length() - point - 1 > to.secondDigits()
                ? "is " + text + ", finer than " + to.name() + " keeps."
                : null;
    }
}
