/** Real Debian hosts for tests: containers with systemd, sshd and sudo, started and removed here. */
@NullMarked
package io.nightshift.core.testing;

import org.jspecify.annotations.NullMarked;
