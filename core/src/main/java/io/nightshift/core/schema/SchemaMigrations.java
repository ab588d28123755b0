package io.nightshift.core.schema;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** An application's versioned scripts and a database: what is pending, applying it, and taking back what was applied. */
public final class SchemaMigrations {
    static final String HISTORY = "flyway_schema_history";

    private final SchemaOrder order;
    private final UndoScripts undo;
    private final Flyway flyway;

    /** @throws SchemaFailure where the folder is not as it must be */
    public SchemaMigrations(SchemaOrder order) {
        this.order = order;
        this.undo = new UndoScripts(order.folder());
        String baseline = order.baseline();
        FluentConfiguration configuration = connected(order)
                .locations("filesystem:" + order.folder().toAbsolutePath())
                .outOfOrder(order.outOfOrder())
                .baselineOnMigrate(baseline != null)
                .table(HISTORY)
                .ignoreMigrationPatterns("*:pending");
        if (baseline != null) {
            configuration.baselineVersion(baseline);
        }
        try {
            this.flyway = configuration.load();
        } catch (FlywayException e) {
            throw failure(e, List.of(), null);
        }
    }

    static FluentConfiguration connected(SchemaOrder order) {
        return Flyway.configure()
                .dataSource(order.url(), order.user(), order.password())
                .cleanDisabled(true);
    }

    /** Reads both sides and changes nothing. */
    public SchemaStatus status() {
        try {
            List<MigrationInfo> all = Arrays.asList(flyway.info().all());
            String current = current(all);
            List<PendingMigration> pending = Arrays.stream(flyway.info().pending())
                    .map(one -> new PendingMigration(version(one), one.getScript(), undoable(one)))
                    .toList();
            List<String> problems = new ArrayList<>(unknown());
            if (problems.isEmpty()) {
                problems.addAll(SchemaProblems.of(flyway.validateWithResult().invalidMigrations, all, current));
            }
            return new SchemaStatus(current, pending, problems);
        } catch (FlywayException | SQLException e) {
            throw failure(e, List.of(), null);
        }
    }

    /** What the database is at: the newest version that is there wholly, a baseline among them. */
    private static @Nullable String current(List<MigrationInfo> all) {
        return all.stream()
                .filter(one -> one.getVersion() != null
                        && one.getState().isApplied()
                        && one.getState() != MigrationState.FAILED)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::getVersion)
                .orElse(null);
    }

    private List<String> unknown() throws SQLException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
            return SchemaProblems.ofUnknownSchema(connection, order.baseline());
        }
    }

    private boolean undoable(MigrationInfo migration) {
        return migration.getVersion() != null && undo.of(migration.getVersion()).isPresent();
    }

    private static @Nullable String version(MigrationInfo migration) {
        return migration.getVersion() == null ? null : migration.getVersion().getVersion();
    }

    /**
     * Applies what is pending.
     *
     * @return the versions that were applied now, in their order
     * @throws SchemaFailure with those that were applied before one failed
     */
    public List<String> migrate() {
        SchemaStatus before = status();
        if (!before.problems().isEmpty()) {
            throw new SchemaFailure(String.join("\n", before.problems()));
        }
        Set<MigrationVersion> old = applied();
        try {
            flyway.migrate();
            return since(old);
        } catch (FlywayException e) {
            List<String> half = half();
            throw failure(e, since(old), half.isEmpty() ? null : half.get(0));
        }
    }

    /** What failed where the database could not forget it. */
    private List<String> half() {
        return Arrays.stream(flyway.info().all())
                .filter(one -> one.getState() == MigrationState.FAILED)
                .map(one -> one.getVersion() == null
                        ? one.getScript()
                        : one.getVersion().getVersion())
                .toList();
    }

    private List<String> since(Set<MigrationVersion> old) {
        return applied().stream()
                .filter(version -> !old.contains(version))
                .map(MigrationVersion::getVersion)
                .toList();
    }

    private Set<MigrationVersion> applied() {
        Set<MigrationVersion> versions = new TreeSet<>();
        for (MigrationInfo one : flyway.info().applied()) {
            if (one.getVersion() != null
                    && one.getState() != MigrationState.FAILED
                    && one.getState() != MigrationState.BASELINE) {
                versions.add(one.getVersion());
            }
        }
        return versions;
    }

    /**
     * Takes back exactly these versions, newest first; one that is not applied any more is passed over, so that an undo that was interrupted
     * can be asked for again.
     *
     * @param first whether these were the first of all; then no history of them stays
     * @throws SchemaFailure before anything is done, where one has no undo script or a newer version would stay
     */
    public void undo(List<String> versions, boolean first) {
        List<MigrationVersion> wanted = new ArrayList<>(
                versions.stream().map(MigrationVersion::fromVersion).sorted().toList());
        Collections.reverse(wanted);
        try {
            Set<MigrationVersion> applied = applied();
            wanted.retainAll(applied);
            if (!wanted.isEmpty() && !half().isEmpty()) {
                throw new SchemaFailure("Version " + half().get(0)
                        + " is applied in part; nothing was taken back. Bring the database back from its dump.");
            }
            for (MigrationVersion version : wanted) {
                if (undo.of(version).isEmpty()) {
                    throw new SchemaFailure("Version " + version + " has no script U" + version
                            + "__….sql; nothing was taken back. Bring the database back from its dump.");
                }
            }
            for (MigrationVersion version : applied) {
                if (!wanted.isEmpty()
                        && !wanted.contains(version)
                        && version.compareTo(wanted.get(wanted.size() - 1)) > 0) {
                    throw new SchemaFailure("Version " + version + " is applied as well, and may need "
                            + wanted.get(wanted.size() - 1) + "; nothing was taken back.");
                }
            }
            for (MigrationVersion version : wanted) {
                Path script = undo.of(version).orElseThrow();
                new UndoRun(order, version, script).run();
            }
            if (first
                    && Arrays.stream(flyway.info().applied())
                            .allMatch(one -> one.getState() == MigrationState.BASELINE)) {
                try (Connection connection =
                        flyway.getConfiguration().getDataSource().getConnection()) {
                    UndoRun.drop(connection, HISTORY);
                }
            }
        } catch (FlywayException | SQLException e) {
            throw failure(e, List.of(), null);
        }
    }

    /** What the database said, without the address; Flyway's own text holds both, and much more. */
    static SchemaFailure failure(Exception e, List<String> applied, @Nullable String half) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("[.;](?: SQL statement:)?$", "");
        String script = scriptOf(e);
        return new SchemaFailure(
                (script.isEmpty() ? "The schema could not be migrated: " : script + " failed: ")
                        + said
                        + (half == null
                                ? ""
                                : ". Version " + half
                                        + " is applied in part, for this database has no transactions for its statements"),
                applied,
                half);
    }

    private static String scriptOf(Exception e) {
        String text = String.valueOf(e.getMessage());
        return text.lines()
                .filter(line -> line.contains(".sql"))
                .map(line -> line.replaceAll(".*?([^\\s/:]+\\.sql).*", "$1"))
                .findFirst()
                .orElse("");
    }
}
