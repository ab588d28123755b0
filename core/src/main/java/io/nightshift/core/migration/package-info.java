/** Brings the databases of hosts within reach of the controller, and keeps what is needed to take back what it did to them. */
@NullMarked
package io.nightshift.core.migration;

import org.jspecify.annotations.NullMarked;
