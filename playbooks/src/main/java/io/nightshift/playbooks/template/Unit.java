package io.nightshift.playbooks.template;

import org.jspecify.annotations.Nullable;

/**
 * One text that is compiled as a whole.
 *
 * @param file         the template file it was read from; null for a text in a playbook
 * @param skippedLines lines of the file before the text (its {@code #jinja2:} header)
 */
record Unit(String text, @Nullable String file, int skippedLines) {}
