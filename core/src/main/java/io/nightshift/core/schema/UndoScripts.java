package io.nightshift.core.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/** The scripts of a folder that take versions back: {@code U2_1__name.sql} is version 2.1's. */
final class UndoScripts {
    private static final Pattern NAME = Pattern.compile("U([0-9][0-9._]*)__.*\\.sql");

    private final Map<MigrationVersion, Path> scripts = new TreeMap<>();

    UndoScripts(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SchemaFailure("There is no folder " + folder + " with scripts that migrate the schema.");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    add(name.group(1), file);
                }
            }
        } catch (IOException e) {
            throw new SchemaFailure("The folder " + folder + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private void add(String version, Path file) {
        Path other = scripts.put(MigrationVersion.fromVersion(version), file);
        if (other != null) {
            throw new SchemaFailure("Both " + other.getFileName() + " and " + file.getFileName() + " undo version "
                    + version.replace('_', '.') + "; there may be one.");
        }
    }

    Optional<Path> of(MigrationVersion version) {
        return Optional.ofNullable(scripts.get(version));
    }
}
