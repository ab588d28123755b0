/** When a host may be touched: maintenance windows, blackouts, freezes, and the calendars that name them. */
@NullMarked
package io.nightshift.core.window;

import org.jspecify.annotations.NullMarked;
