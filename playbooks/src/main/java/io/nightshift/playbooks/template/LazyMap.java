package io.nightshift.playbooks.template;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A dictionary whose sources are rendered when somebody looks at them, once. */
final class LazyMap extends AbstractMap<@Nullable Object, @Nullable Object> {
    private static final Object NONE = new Object();

    private final Map<?, ?> raw;
    private final Templates templates;
    private final Scope scope;
    private final Map<Object, Object> rendered = new ConcurrentHashMap<>();

    LazyMap(Map<?, ?> raw, Templates templates, Scope scope) {
        this.raw = raw;
        this.templates = templates;
        this.scope = scope;
    }

    @Override
    public int size() {
        return raw.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return raw.containsKey(key);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Object value = raw.get(key);
        if (key == null || !Templates.needsOpening(value)) {
            return value;
        }
        Object known = rendered.get(key);
        if (known == null) {
            Object opened = templates.open(value, scope, String.valueOf(key));
            known = opened == null ? NONE : opened;
            if (!(opened instanceof Undefined)) {
                rendered.put(key, known);
            }
        }
        return known == NONE ? null : known;
    }

    @Override
    public Set<@Nullable Object> keySet() {
        return new AbstractSet<>() {
            @Override
            @SuppressWarnings("unchecked")
            public Iterator<@Nullable Object> iterator() {
                return (Iterator<@Nullable Object>)
                        java.util.Collections.unmodifiableMap(raw).keySet().iterator();
            }

            @Override
            public int size() {
                return raw.size();
            }

            @Override
            public boolean contains(@Nullable Object key) {
                return raw.containsKey(key);
            }
        };
    }

    @Override
    public Set<Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<@Nullable Object, @Nullable Object>> iterator() {
                Iterator<?> keys = raw.keySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return keys.hasNext();
                    }

                    @Override
                    public Entry<@Nullable Object, @Nullable Object> next() {
                        Object key = keys.next();
                        return new SimpleImmutableEntry<>(key, get(key));
                    }
                };
            }

            @Override
            public int size() {
                return raw.size();
            }
        };
    }
}
