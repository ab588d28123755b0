/** A fleet of SSH hosts inside the process, to try things on. */
@NullMarked
package io.nightshift.core.demo;

import org.jspecify.annotations.NullMarked;
