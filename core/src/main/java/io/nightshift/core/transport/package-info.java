/** An open way to run scripts and move files on one host. */
@NullMarked
package io.nightshift.core.transport;

import org.jspecify.annotations.NullMarked;
