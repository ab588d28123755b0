package io.nightshift.core.run;

import io.nightshift.playbooks.template.TemplateException;

/** Problems as sentences for a task's {@code msg}. */
final class Sentences {
    private Sentences() {}

    static String of(TemplateException e) {
        String where = e.position().hasLine() ? " (" + e.position() + ")" : "";
        String hint = e.hint();
        return e.getMessage() + where + (hint == null ? "" : "; " + hint);
    }
}
