package io.nightshift.playbooks.template;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A list whose sources are rendered when somebody looks at them, once. */
final class LazyList extends AbstractList<@Nullable Object> implements RandomAccess {
    private static final Object NONE = new Object();

    private final List<?> raw;
    private final Templates templates;
    private final Scope scope;
    private final AtomicReferenceArray<@Nullable Object> rendered;

    LazyList(List<?> raw, Templates templates, Scope scope) {
        this.raw = raw;
        this.templates = templates;
        this.scope = scope;
        this.rendered = new AtomicReferenceArray<>(raw.size());
    }

    @Override
    public @Nullable Object get(int index) {
        Object value = raw.get(index);
        if (!Templates.needsOpening(value)) {
            return value;
        }
        Object known = rendered.get(index);
        if (known == null) {
            Object opened = templates.open(value, scope, "item " + index);
            known = opened == null ? NONE : opened;
            if (!(opened instanceof Undefined)) {
                rendered.set(index, known);
            }
        }
        return known == NONE ? null : known;
    }

    @Override
    public int size() {
        return rendered.length();
    }
}
