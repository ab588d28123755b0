package io.nightshift.core.sql;

/** What the values of a column are, whatever a database calls it. */
enum Kind {
    BOOLEAN,
    INTEGER,
    DECIMAL,
    /** Four bytes, IEEE 754. */
    REAL,
    /** Eight bytes, IEEE 754. */
    DOUBLE,
    TEXT,
    /** Text of a fixed length, whose trailing spaces count for nothing. */
    CHAR,
    BYTES,
    /** Zeroes and ones, as text. */
    BITS,
    DATE,
    TIME,
    /** Date and time of a wall clock. */
    TIMESTAMP,
    /** A moment of the whole world, told in UTC. */
    INSTANT,
    YEAR,
    JSON,
    UUID,
    ENUM,
    /** What only this kind of database has; its text is kept as the server tells it. */
    OTHER;

    boolean isText() {
        return this == TEXT || this == CHAR || this == ENUM || this == JSON || this == OTHER;
    }

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL || this == YEAR || this == BOOLEAN;
    }

    boolean isFloat() {
        return this == REAL || this == DOUBLE;
    }

    boolean isDated() {
        return this == DATE || this == TIMESTAMP || this == INSTANT;
    }
}
