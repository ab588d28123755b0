/** What tests of several modules share: real Debian hosts (containers with systemd, sshd and sudo), and the scoreboard of the fault programme. */
@NullMarked
package io.nightshift.core.testing;

import org.jspecify.annotations.NullMarked;
