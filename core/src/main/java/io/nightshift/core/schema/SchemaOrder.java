package io.nightshift.core.schema;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose schema is to be migrated, and by which scripts.
 *
 * @param url JDBC's address
 * @param folder of {@code V1__made.sql}, {@code R__views.sql}, and {@code U1__made.sql} to undo version 1; folders in it count, too
 * @param baseline the version of a schema that was there before its migrations were, null for none
 * @param outOfOrder whether versions older than the database's may be applied later
 */
public record SchemaOrder(
        String url,
        @Nullable String user,
        @Nullable String password,
        Path folder,
        @Nullable String baseline,
        boolean outOfOrder) {
    /** Neither the address, which may hold a password, nor the password itself. */
    @Override
    public String toString() {
        return "the migrations in " + folder;
    }
}
