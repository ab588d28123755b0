package io.nightshift.core.schedule;

import org.jspecify.annotations.Nullable;

/** Something in the text of a timing that means no time; says where in the text. */
public final class TimingProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;
    private final int length;
    private final @Nullable String hint;

    /** @param offset of the first character that is wrong, from 0 */
    public TimingProblem(int offset, int length, String message, @Nullable String hint) {
        super(message);
        this.offset = offset;
        this.length = Math.max(1, length);
        this.hint = hint;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public @Nullable String hint() {
        return hint;
    }
}
