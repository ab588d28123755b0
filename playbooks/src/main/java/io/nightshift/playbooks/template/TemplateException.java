package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Position;
import org.jspecify.annotations.Nullable;

/** An expression or template is wrong, or cannot be evaluated with the values at hand. A mistake of the playbook, never of ours. */
public class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final @Nullable String hint;

    /** @param hint what to do next, or null */
    public TemplateException(Position position, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.position = position;
        this.hint = hint;
    }

    /** Where in the source; {@link Position#NONE} when nobody wrote it. */
    public Position position() {
        return position;
    }

    public @Nullable String hint() {
        return hint;
    }
}
