package io.nightshift.core.sql;

/** A password that shows itself to nobody but the driver. */
public final class Password {
    public static final Password NONE = new Password("");

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password of(String text) {
        return new Password(text);
    }

    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
