/** Platform transfer: data that moves to other machines and platforms, converted on the way without a loss. */
@NullMarked
package io.nightshift.playbooks.migration;

import org.jspecify.annotations.NullMarked;
