package io.nightshift.core.platform.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything below a folder that an undo has to bring back, as text: kind, mode, owner, time and bytes. */
final class TreePicture {
    private TreePicture() {}

    static String of(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted().map(TreePicture::line).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Path path) {
        try {
            PosixFileAttributes at = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String what = at.isSymbolicLink()
                    ? "-> " + Files.readSymbolicLink(path)
                    : at.isRegularFile()
                            ? at.lastModifiedTime() + " " + Arrays.hashCode(Files.readAllBytes(path))
                            : "directory";
            return path + " " + Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) + " " + at.owner()
                    + ":" + at.group() + " " + what;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
