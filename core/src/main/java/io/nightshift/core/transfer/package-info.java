/** Moves trees of files from one host to another through the controller, and proves that they arrived. */
@NullMarked
package io.nightshift.core.transfer;

import org.jspecify.annotations.NullMarked;
