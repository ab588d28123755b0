/** Reads YAML into nodes that remember where they were written, and reports problems there. */
@NullMarked
package io.nightshift.inventory.yaml;

import org.jspecify.annotations.NullMarked;
