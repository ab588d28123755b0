package io.nightshift.playbooks.template.jmespath;

/**
 * One word of a query.
 *
 * @param kind {@code name}, {@code number}, {@code literal} (between backquotes), {@code string} (between single quotes), {@code end}, or the operator itself
 */
record QueryToken(String kind, String text, int offset) {
    boolean is(String wanted) {
        return kind.equals(wanted);
    }
}
