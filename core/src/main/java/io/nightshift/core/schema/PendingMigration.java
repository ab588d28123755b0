package io.nightshift.core.schema;

import org.jspecify.annotations.Nullable;

/**
 * A script that the database has not seen.
 *
 * @param version null for one that is repeated when it changes ({@code R__…})
 * @param undoable whether there is a script that takes it back
 */
public record PendingMigration(@Nullable String version, String script, boolean undoable) {}
