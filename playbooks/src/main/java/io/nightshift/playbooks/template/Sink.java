package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/** Takes what a template prints. */
interface Sink {
    /** Text of the template itself. */
    void text(String text);

    /** The value of a printed expression. */
    void value(@Nullable Object value);
}
