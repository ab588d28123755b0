package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** What went wrong while evaluating one compiled text; becomes a {@link TemplateException} where the text's own position is known. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Place place;
    final @Nullable String hint;
    final boolean undefined;

    Failure(Place place, String message, @Nullable String hint, boolean undefined) {
        super(message, null, false, false);
        this.place = place;
        this.hint = hint;
        this.undefined = undefined;
    }

    Failure(Place place, String message, @Nullable String hint) {
        this(place, message, hint, false);
    }
}
