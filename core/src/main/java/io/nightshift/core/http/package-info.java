/** Sends HTTP requests from a host's place in the network, through its connection; the host needs no tool for it. */
@NullMarked
package io.nightshift.core.http;

import org.jspecify.annotations.NullMarked;
