/** The contract of a module: what to read, what to change, how to go back. */
@NullMarked
package io.nightshift.playbooks.module;

import org.jspecify.annotations.NullMarked;
