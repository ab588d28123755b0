package io.nightshift.core.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A migration that could not be made, or taken back, in words for the technician. */
public final class SchemaFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> applied;
    private final @Nullable String half;

    public SchemaFailure(String message) {
        this(message, List.of(), null);
    }

    SchemaFailure(String message, List<String> applied, @Nullable String half) {
        super(message);
        this.applied = List.copyOf(applied);
        this.half = half;
    }

    /** Versions that were applied before the one that failed; they can be undone. */
    public List<String> applied() {
        return applied;
    }

    /** The version that is applied in part because the database has no transactions for it; only a dump takes it back. Null for none. */
    public @Nullable String half() {
        return half;
    }
}
