/** The long-running process: starts what is due, makes it, and takes up what another process left. */
@NullMarked
package io.nightshift.core.serve;

import org.jspecify.annotations.NullMarked;
