package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Text;
import org.jspecify.annotations.Nullable;

/** Joins everything to one text; none prints as nothing. */
final class TextSink implements Sink {
    private final StringBuilder out = new StringBuilder();

    @Override
    public void text(String text) {
        Bounds.text((long) out.length() + text.length());
        out.append(text);
    }

    @Override
    public void value(@Nullable Object value) {
        if (value != null) {
            text(Text.of(value));
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
