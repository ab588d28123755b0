/** Python's rules for plain values (text, truth, order, arithmetic, formats), because templates were written for them. */
@NullMarked
package io.nightshift.playbooks.template.python;

import org.jspecify.annotations.NullMarked;
