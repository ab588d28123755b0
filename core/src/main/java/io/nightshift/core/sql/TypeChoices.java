package io.nightshift.core.sql;

/**
 * What becomes of values that have no counterpart by themselves.
 *
 * @param zeroDatesAsNull MariaDB's 0000-00-00 becomes null; else a row with one is refused
 * @param tinyintAsNumber MariaDB's tinyint(1) stays a number; else it is yes or no, and a row with 2 is refused
 * @param momentsAsDateTime a moment becomes MariaDB's datetime in UTC; else its timestamp, which ends in 2038
 * @param unknownAsText what only the source's database has is kept as its text; else such a column is refused
 */
public record TypeChoices(
        boolean zeroDatesAsNull, boolean tinyintAsNumber, boolean momentsAsDateTime, boolean unknownAsText) {
    public static final TypeChoices STRICT = new TypeChoices(false, false, false, false);
}
