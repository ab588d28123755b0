package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** Lists the tree of a host into a file of the controller, in order. */
final class Listing {
    private static final Duration OPENING = Duration.ofMinutes(1);
    private static final Duration ENDING = Duration.ofMinutes(5);

    private Listing() {}

    static EntryFile of(Place place, TreeScripts scripts, String root, Path folder, String name)
            throws TransportException, TransferFailure {
        Sorting sorting = new Sorting(folder, name);
        try (HostStream stream =
                place.connection().stream(place.become(), scripts.list(place.profile(), root), OPENING)) {
            try {
                stream.input().close();
                scripts.read(stream.output(), sorting::add);
            } catch (IOException e) {
                stream.await(ENDING);
                throw new TransferFailure(root + " on " + place.name() + " cannot be listed: " + e.getMessage());
            }
            int status = stream.await(ENDING);
            if (status != 0 && !onlyVanished(stream.errors())) {
                throw new TransferFailure(
                        root + " on " + place.name() + " cannot be read whole: " + firstLines(stream.errors()));
            }
            return sorting.sorted();
        } catch (IOException | UncheckedIOException e) {
            throw new TransferFailure("the list of a tree cannot be kept here: " + e.getMessage());
        }
    }

    /** A file that goes away while its directory is being read is none. */
    static boolean onlyVanished(String errors) {
        return !errors.isEmpty()
                && errors.lines()
                        .allMatch(line -> line.endsWith("No such file or directory")
                                || line.contains("File removed before we read it")
                                || line.contains("Exiting with failure status due to previous errors"));
    }

    static String firstLines(String errors) {
        return errors.isEmpty()
                ? "it does not say why"
                : String.join("; ", errors.lines().limit(3).toList());
    }
}
