/** Writes the way back before each change; walks it backwards; finishes interrupted runs. */
@NullMarked
package io.nightshift.core.journal;

import org.jspecify.annotations.NullMarked;
