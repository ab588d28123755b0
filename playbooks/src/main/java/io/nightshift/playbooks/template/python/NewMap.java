package io.nightshift.playbooks.template.python;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dictionary made by a template, which the same template may change ({@code update}, {@code pop} …). All other maps are read-only. */
public final class NewMap extends LinkedHashMap<@Nullable Object, @Nullable Object> {
    private static final long serialVersionUID = 1L;

    public NewMap() {}

    public NewMap(Map<?, ?> entries) {
        super(entries);
    }
}
