/** Lists, packs and unpacks whole trees of files with find, tar and sha256sum. */
@NullMarked
package io.nightshift.core.platform.posix.tree;

import org.jspecify.annotations.NullMarked;
