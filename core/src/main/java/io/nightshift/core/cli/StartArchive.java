package io.nightshift.core.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Fills the class-data archive that makes later starts quick: {@code ./nightshift} runs this once in the background, under
 * {@code -XX:ArchiveClassesAtExit}, and the virtual machine archives what was loaded here.
 */
final class StartArchive {
    static final String OPTION = "--load-classes-for-archive";

    /** What most commands load, by folder in the jar. Rarely used libraries would only make the archive larger. */
    private static final List<String> FOLDERS = List.of(
            "io/nightshift/",
            "org/yaml/snakeyaml/",
            "org/slf4j/",
            "ch/qos/logback/core/",
            "ch/qos/logback/classic/",
            "org/apache/sshd/",
            "org/h2/");

    private StartArchive() {}

    static void loadClasses() {
        ClassLoader loader = StartArchive.class.getClassLoader();
        try (JarFile jar = new JarFile(new File(System.getProperty("java.class.path")))) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> FOLDERS.stream().anyMatch(name::startsWith))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .forEach(name -> load(name, loader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // A class for an optional library that is not on board: nothing will load it later either.
        }
    }
}
