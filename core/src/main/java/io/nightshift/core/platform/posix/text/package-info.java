/** Quoting for POSIX sh, and reading what it prints without losing a byte. */
@NullMarked
package io.nightshift.core.platform.posix.text;

import org.jspecify.annotations.NullMarked;
