package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.template.python.Unreadable;
import org.jspecify.annotations.Nullable;

/** The value of a variable that does not exist. Its attributes are undefined too; reading it is an error. */
public final class Undefined implements Unreadable {
    private final String message;
    private final @Nullable String hint;
    private final @Nullable Place place;
    private final @Nullable UndefinedException cause;
    private final boolean empty;

    private Undefined(
            String message,
            @Nullable String hint,
            @Nullable Place place,
            @Nullable UndefinedException cause,
            boolean empty) {
        this.message = message;
        this.hint = hint;
        this.place = place;
        this.cause = cause;
        this.empty = empty;
    }

    /** What a {@link Scope} returns for a name it does not know. */
    public static Undefined named(String name) {
        return new Undefined("`" + name + "` is not defined", null, null, null, false);
    }

    static Undefined at(Place place, String message, @Nullable String hint) {
        return new Undefined(message, hint, place, null, false);
    }

    static Undefined because(UndefinedException cause) {
        return new Undefined(String.valueOf(cause.getMessage()), cause.hint(), null, cause, false);
    }

    /** The value of a condition without {@code else} that does not hold. */
    static Undefined empty(Place place) {
        return new Undefined(
                "the condition is false and there is no `else`", "add `else ''` or `else omit`", place, null, true);
    }

    @Override
    public boolean isEmpty() {
        return empty;
    }

    @Nullable
    String hint() {
        return hint;
    }

    /** The same, once the position of the text it came from is known. */
    Undefined locatedFrom(Position start) {
        return cause != null || place == null ? this : because(new UndefinedException(place.in(start), message, hint));
    }

    @Override
    public RuntimeException whenRead() {
        if (cause != null) {
            return cause;
        }
        return place == null
                ? new UndefinedException(Position.NONE, message, hint)
                : new Failure(place, message, hint, true);
    }

    @Override
    public String toString() {
        return message;
    }
}
