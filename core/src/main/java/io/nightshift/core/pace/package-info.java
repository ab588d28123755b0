/** Who works beside whom, who waits for what and for how long: behind one seam, so that a simulator can take the place of threads. */
@NullMarked
package io.nightshift.core.pace;

import org.jspecify.annotations.NullMarked;
