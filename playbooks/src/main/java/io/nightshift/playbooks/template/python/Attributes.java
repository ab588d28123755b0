package io.nightshift.playbooks.template.python;

import org.jspecify.annotations.Nullable;

/** A value with named parts that is not a dictionary: `loop`, a namespace, an imported template, a date. */
public interface Attributes {
    /** True when {@link #attribute} knows the name. */
    boolean hasAttribute(String name);

    @Nullable
    Object attribute(String name);
}
