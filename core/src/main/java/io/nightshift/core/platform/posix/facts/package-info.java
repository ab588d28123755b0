/** Facts of Linux hosts under Ansible's names, from what small files and programs of the host say. */
@NullMarked
package io.nightshift.core.platform.posix.facts;

import org.jspecify.annotations.NullMarked;
