/** The fault programme: controllers killed, hosts lost and disks full, and what is true afterwards. */
package io.nightshift.core.faults;
