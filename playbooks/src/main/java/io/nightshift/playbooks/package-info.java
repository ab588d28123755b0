/** Playbook, play, task, block, role and handler as records, and their reader. */
@NullMarked
package io.nightshift.playbooks;

import org.jspecify.annotations.NullMarked;
