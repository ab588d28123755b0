/** Tests of the house itself: which package may use which. */
@NullMarked
package io.nightshift.core.house;

import org.jspecify.annotations.NullMarked;
