/** Keeps one long-lived {@code sh} per user and frames every script that runs on it. */
@NullMarked
package io.nightshift.core.transport.shell;

import org.jspecify.annotations.NullMarked;
