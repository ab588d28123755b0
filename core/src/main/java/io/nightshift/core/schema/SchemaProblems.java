package io.nightshift.core.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.ValidateOutput;
import org.jspecify.annotations.Nullable;

/** What keeps a schema from being migrated, in words that say what to do. */
final class SchemaProblems {
    private static final String[] TABLES = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW"};

    private SchemaProblems() {}

    /** Scripts and history side by side; each version is named once. */
    static List<String> of(List<ValidateOutput> found, List<MigrationInfo> all, @Nullable String current) {
        List<String> problems = new ArrayList<>();
        for (ValidateOutput one : found) {
            MigrationInfo info = all.stream()
                    .filter(each -> one.version != null
                            && !one.version.isEmpty()
                            && each.getVersion() != null
                            && each.getVersion().getVersion().equals(one.version))
                    .findFirst()
                    .orElse(null);
            problems.add(of(one, info, current));
        }
        return problems;
    }

    private static String of(ValidateOutput one, @Nullable MigrationInfo info, @Nullable String current) {
        String version = one.version == null || one.version.isEmpty() ? one.description : one.version;
        String script = info == null ? "the script" : info.getScript();
        Object code = one.errorDetails.errorCode;
        if (code == CoreErrorCode.CHECKSUM_MISMATCH) {
            return "Version " + version + " was changed after it was applied: " + script
                    + " is not the text that the database has seen. Bring the old text back, and put the change into a new version.";
        }
        if (code == CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED) {
            return "Version " + version + " (" + script + ") is older than " + current
                    + ", which the database is at. Give it a later number, or say `out_of_order: yes`.";
        }
        if (code == CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED) {
            return "The database has version " + version + ", of which there is no script here.";
        }
        if (info != null && info.getState() == MigrationState.FAILED
                || code == CoreErrorCode.FAILED_VERSIONED_MIGRATION) {
            return "Version " + version
                    + " failed half-way before. Bring the database back from a dump, or mend it and take the"
                    + " version's row out of flyway_schema_history.";
        }
        return "Version " + version + ": "
                + one.errorDetails.errorMessage.strip().replaceAll("\\s+", " ");
    }

    /** A schema with tables and without a history must say what it is. */
    static List<String> ofUnknownSchema(Connection connection, @Nullable String baseline) throws SQLException {
        if (baseline != null) {
            return List.of();
        }
        int tables = 0;
        try (ResultSet found =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", TABLES)) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (name.equals(SchemaMigrations.HISTORY)) {
                    return List.of();
                }
                tables += name.startsWith("sqlite_") ? 0 : 1;
            }
        }
        return tables == 0
                ? List.of()
                : List.of("The schema holds tables or views (" + tables
                        + "), but no history of migrations. Say with `baseline` which version it is at.");
    }
}
