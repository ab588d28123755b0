package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Position;
import org.jspecify.annotations.Nullable;

/** A variable, or a part of one, was used and does not exist. */
public final class UndefinedException extends TemplateException {
    private static final long serialVersionUID = 1L;

    public UndefinedException(Position position, String message, @Nullable String hint) {
        super(position, message, hint);
    }
}
