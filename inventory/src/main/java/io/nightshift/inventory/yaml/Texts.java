package io.nightshift.inventory.yaml;

import java.nio.file.Path;
import java.util.Optional;

/** Where the text of a file comes from: the disk, or what an interrupted run has kept of it. Safe for many threads. */
public interface Texts {
    /** Everything from the disk. */
    Texts DISK = file -> Optional.empty();

    /** The text to be used instead of the one on the disk; empty to read the file. */
    Optional<String> kept(Path file);

    /** Hears of every text that was read from the disk, encrypted ones as they are. */
    default void used(Path file, String text) {}
}
