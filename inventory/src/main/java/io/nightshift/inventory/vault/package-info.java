/** Opens and writes ansible-vault text. */
@NullMarked
package io.nightshift.inventory.vault;

import org.jspecify.annotations.NullMarked;
