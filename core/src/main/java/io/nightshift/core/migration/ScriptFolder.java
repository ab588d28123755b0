package io.nightshift.core.migration;

import io.nightshift.core.schema.SchemaFailure;
import io.nightshift.core.schema.SchemaOrder;
import io.nightshift.core.sql.Database;
import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.MigrationOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Versioned scripts in a folder of their own, for as long as somebody reads them there. */
public final class ScriptFolder implements AutoCloseable {
    private final Path folder;

    private ScriptFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws SchemaFailure where this machine has no room for them */
    public static ScriptFolder of(List<MigrationOrder.Script> scripts) {
        try {
            ScriptFolder made = new ScriptFolder(Files.createTempDirectory("nightshift-scripts"));
            try {
                for (MigrationOrder.Script script : scripts) {
                    Path file = made.folder.resolve(script.name()).normalize();
                    if (!file.startsWith(made.folder)) {
                        throw new SchemaFailure("The script " + script.name() + " is outside of its folder.");
                    }
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, script.text());
                }
                return made;
            } catch (IOException | RuntimeException e) {
                made.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SchemaFailure("The scripts cannot be written to " + System.getProperty("java.io.tmpdir") + ": "
                    + e.getMessage() + ".");
        }
    }

    /** An order for these scripts. */
    public SchemaOrder order(
            Database database, DatabaseAddress address, @Nullable String baseline, boolean outOfOrder) {
        return new SchemaOrder(
                database.url(),
                address.user().isEmpty() ? null : address.user(),
                address.password(),
                folder,
                baseline,
                outOfOrder);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Scripts in a temporary folder, of no use to anybody.
        }
    }
}
