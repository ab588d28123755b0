/** Reaches hosts over SSH, and checks that they are who they say. */
@NullMarked
package io.nightshift.core.transport.ssh;

import org.jspecify.annotations.NullMarked;
