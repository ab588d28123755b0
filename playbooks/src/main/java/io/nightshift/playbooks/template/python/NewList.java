package io.nightshift.playbooks.template.python;

import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A list made by a template, which the same template may change ({@code append}, {@code extend} …). All other lists are read-only. */
public final class NewList extends ArrayList<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    public NewList() {}

    public NewList(int capacity) {
        super(capacity);
    }

    public NewList(Collection<? extends @Nullable Object> items) {
        super(items);
    }
}
