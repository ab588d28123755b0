package io.nightshift.playbooks.module;

import io.nightshift.playbooks.module.DatabaseChange.Login;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which versioned scripts are to be in a database.
 *
 * @param database as the controller talks to it
 * @param login as the database's own tools on the host do, for a dump
 * @param scripts {@code V1__made.sql}, {@code R__views.sql}, and {@code U1__made.sql} to undo version 1
 * @param baseline the version of a schema that was there before its migrations were, null for none
 * @param outOfOrder whether versions older than the database's may be applied later
 */
public record MigrationOrder(
        DatabaseAddress database,
        Login login,
        List<Script> scripts,
        @Nullable String baseline,
        boolean outOfOrder) {
    /** @param name the path below the folder of scripts */
    public record Script(String name, String text) {
        /** Whether it takes a version back. */
        public boolean undoes() {
            return name.matches("(.*/)?U[^/]*");
        }
    }

    public MigrationOrder {
        scripts = List.copyOf(scripts);
    }
}
