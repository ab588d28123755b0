/** One run: rings of hosts, each host through its tasks. */
@NullMarked
package io.nightshift.core.run;

import org.jspecify.annotations.NullMarked;
