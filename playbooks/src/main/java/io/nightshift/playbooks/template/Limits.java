package io.nightshift.playbooks.template;

/**
 * How much work one rendering may do before it is stopped with a message.
 *
 * @param steps   calls, filters, loop turns and characters looked at by regular expressions
 * @param nesting variables that refer to variables, and macros that call macros
 */
public record Limits(long steps, int nesting) {
    public static final Limits DEFAULT = new Limits(200_000_000L, 120);

    public Limits {
        if (steps < 1 || nesting < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
