/** What checks find on hosts that is not as the playbook says, and what has changed since the check before. */
@NullMarked
package io.nightshift.core.drift;

import org.jspecify.annotations.NullMarked;
