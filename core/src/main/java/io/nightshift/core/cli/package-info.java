/** The command line; the only place where things are wired together. */
@NullMarked
package io.nightshift.core.cli;

import org.jspecify.annotations.NullMarked;
