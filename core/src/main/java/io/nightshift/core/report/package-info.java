/** Tells a run from the journal alone, for the person who has to explain the night. */
@NullMarked
package io.nightshift.core.report;

import org.jspecify.annotations.NullMarked;
