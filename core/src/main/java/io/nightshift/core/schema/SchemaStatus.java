package io.nightshift.core.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a schema stands to its scripts.
 *
 * @param version what the database is at, null before the first
 * @param pending in the order in which they would be applied
 * @param problems why nothing would be applied, each a whole sentence; empty when all is well
 */
public record SchemaStatus(@Nullable String version, List<PendingMigration> pending, List<String> problems) {
    public SchemaStatus {
        pending = List.copyOf(pending);
        problems = List.copyOf(problems);
    }

    /** Scripts that nothing takes back but a dump made before. */
    public List<String> withoutUndo() {
        return pending.stream()
                .filter(migration -> !migration.undoable())
                .map(PendingMigration::script)
                .toList();
    }
}
