/** What technicians know as {@code ansible.builtin}, {@code ansible.posix} and {@code community.general}, one class for each module. */
@NullMarked
package io.nightshift.playbooks.builtin;

import org.jspecify.annotations.NullMarked;
