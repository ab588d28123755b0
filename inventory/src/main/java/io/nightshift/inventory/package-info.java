/** Hosts, groups, variables and the patterns that select them. */
@NullMarked
package io.nightshift.inventory;

import org.jspecify.annotations.NullMarked;
