package io.nightshift.core.sql;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2's words. */
final class H2Dialect extends StandardDialect {
    H2Dialect() {
        super("H2");
    }

    @Override
    @Nullable
    String type(Column column, boolean sameDialect, int keyBytes) {
        return switch (column.kind()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> integer(column.size(), column.unsigned());
            case DECIMAL ->
                column.size() == 0 ? "decfloat(100000)" : "numeric(" + column.size() + "," + column.scale() + ")";
            case REAL -> "real";
            case DOUBLE -> "double precision";
            case TEXT, OTHER ->
                column.kind() == Kind.OTHER
                        ? sameDialect ? column.declared() : null
                        : column.size() > 0 && column.size() <= 1_000_000
                                ? "varchar(" + column.size() + ")"
                                : keyBytes > 0 ? "varchar(1000000)" : "clob";
            case CHAR -> "char(" + Math.max(1, column.size()) + ")";
            case BYTES -> keyBytes > 0 ? "varbinary(1000000)" : "blob";
            case BITS -> "varchar(" + (column.size() > 0 ? column.size() : 1_000_000) + ")";
            case DATE -> "date";
            case TIME -> "time(" + Math.min(9, column.size()) + ")";
            case TIMESTAMP -> "timestamp(" + Math.min(9, column.size()) + ")";
            case INSTANT -> "timestamp(" + Math.min(9, column.size()) + ") with time zone";
            case YEAR -> "smallint";
            case JSON -> "json";
            case UUID -> "uuid";
            case ENUM -> column.labels().stream().map(this::literal).collect(Collectors.joining(",", "enum(", ")"));
        };
    }

    private static String integer(long bits, boolean unsigned) {
        if (unsigned) {
            return bits <= 8 ? "smallint" : bits <= 24 ? "integer" : bits <= 32 ? "bigint" : "numeric(20,0)";
        }
        return bits <= 8 ? "tinyint" : bits <= 16 ? "smallint" : bits <= 32 ? "integer" : "bigint";
    }

    @Override
    String parameter(Column column) {
        return switch (column.kind()) {
            case INSTANT -> "cast(? || '+00:00' as timestamp(9) with time zone)";
            case JSON -> "cast(? as varchar) format json";
            case BOOLEAN -> "cast(cast(? as varchar) as boolean)";
            default -> "?";
        };
    }

    @Override
    boolean keepsNotANumber(Kind kind) {
        return kind.isFloat();
    }

    @Override
    int secondDigits() {
        return 9;
    }
}
