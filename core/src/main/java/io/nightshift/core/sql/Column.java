package io.nightshift.core.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param declared its type in the words of its own database
 * @param size characters, bytes or bits at most, digits of a decimal, bits of an integer, digits after the second; 0 is without limit
 * @param scale digits after the point of a decimal
 * @param preset its default where that is a plain literal, without quotes
 * @param identity whether the database numbers the rows in it
 * @param labels the values of an enum
 * @param generated whether the database computes it, so that nobody can write it
 */
record Column(
        String name,
        Kind kind,
        String declared,
        long size,
        int scale,
        boolean unsigned,
        boolean nullable,
        @Nullable String preset,
        boolean identity,
        List<String> labels,
        boolean generated,
        boolean zeroIsNull) {
    /** As default: the moment at which the row is written. */
    static final String NOW = "\u0001now";

    Column {
        labels = List.copyOf(labels);
    }

    static Column of(String name, Kind kind, String declared, long size, int scale) {
        return new Column(name, kind, declared, size, scale, false, true, null, false, List.of(), false, false);
    }

    Column unsigned(boolean now) {
        return new Column(
                name, kind, declared, size, scale, now, nullable, preset, identity, labels, generated, zeroIsNull);
    }

    Column nullable(boolean now) {
        return new Column(
                name, kind, declared, size, scale, unsigned, now, preset, identity, labels, generated, zeroIsNull);
    }

    Column preset(@Nullable String now) {
        return new Column(
                name, kind, declared, size, scale, unsigned, nullable, now, identity, labels, generated, zeroIsNull);
    }

    Column identity(boolean now) {
        return new Column(
                name, kind, declared, size, scale, unsigned, nullable, preset, now, labels, generated, zeroIsNull);
    }

    Column labels(List<String> now) {
        return new Column(
                name, kind, declared, size, scale, unsigned, nullable, preset, identity, now, generated, zeroIsNull);
    }

    Column generated(boolean now) {
        return new Column(
                name, kind, declared, size, scale, unsigned, nullable, preset, identity, labels, now, zeroIsNull);
    }

    Column zeroIsNull(boolean now) {
        return new Column(
                name, kind, declared, size, scale, unsigned, nullable, preset, identity, labels, generated, now);
    }

    Column as(Kind now, long nowSize, int nowScale) {
        return new Column(
                name,
                now,
                declared,
                nowSize,
                nowScale,
                unsigned,
                nullable,
                preset,
                identity,
                labels,
                generated,
                zeroIsNull);
    }

    /** Whether one value can be so long that a thousand rows of it would be too much. */
    boolean mayBeLarge() {
        return (kind.isText() || kind == Kind.BYTES) && kind != Kind.ENUM && (size == 0 || size > 2000);
    }
}
