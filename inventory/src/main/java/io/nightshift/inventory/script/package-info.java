/** Runs a script of the technician's on this machine, without a shell and with a time limit. */
@NullMarked
package io.nightshift.inventory.script;

import org.jspecify.annotations.NullMarked;
