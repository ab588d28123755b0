package io.nightshift.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The exact texts of inventories and of the variables beside them, as a run stores them; encrypted ones stay encrypted. */
final class InventoryTexts {
    private static final long LARGEST = 4 << 20;

    private InventoryTexts() {}

    static Map<String, String> of(List<String> sources, Path workingDirectory, @Nullable Path playbookFolder) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String source : sources) {
            if (!source.contains(",")) {
                Path path = workingDirectory.resolve(source).normalize();
                add(path, texts);
                Path folder = Files.isDirectory(path) ? path : path.getParent();
                if (folder != null) {
                    add(folder.resolve("group_vars"), texts);
                    add(folder.resolve("host_vars"), texts);
                }
            }
        }
        if (playbookFolder != null) {
            add(playbookFolder.resolve("group_vars"), texts);
            add(playbookFolder.resolve("host_vars"), texts);
        }
        return texts;
    }

    private static void add(Path path, Map<String, String> texts) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) <= LARGEST) {
                    texts.put(file.toString(), Files.readString(file));
                }
            }
        } catch (IOException e) {
            texts.putIfAbsent(path.toString(), "(could not be read: " + e.getMessage() + ")");
        }
    }
}
