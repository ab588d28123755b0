package io.nightshift.core.notify;

/**
 * What became of a message for one addressee.
 *
 * @param why empty for one that was taken
 */
public record Fate(Kind kind, String why) {
    static final Fate SENT = new Fate(Kind.SENT, "");

    static Fate later(String why) {
        return new Fate(Kind.LATER, why);
    }

    static Fate never(String why) {
        return new Fate(Kind.NEVER, why);
    }

    public boolean isSent() {
        return kind == Kind.SENT;
    }

    /** Whether another try makes sense. */
    public enum Kind {
        SENT,
        LATER,
        NEVER
    }
}
