package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The hidden directory at the destination that what is sent waits in. */
final class Staging {
    private static final Duration OPENING = Duration.ofMinutes(1);
    private static final Duration QUICK = Duration.ofMinutes(5);
    private static final int AT_ONCE = 500;

    private final Place destination;
    private final TreeScripts scripts;
    private final String path;

    Staging(Place destination, TreeScripts scripts, String path) {
        this.destination = destination;
        this.scripts = scripts;
        this.path = path;
    }

    String path() {
        return path;
    }

    /** Where the tree itself is. */
    String tree() {
        return path + "/tree";
    }

    /** Ends whoever still writes there for a connection that was lost. */
    void evict() throws TransportException {
        destination.connection().shell(destination.become()).run(scripts.evict(destination.profile(), path), QUICK);
    }

    /** Removes what is not wanted; the empty path is all of it. */
    void forget(List<String> paths) throws TransportException, TransferFailure {
        boolean all = paths.contains("");
        String root = all ? path : tree();
        tell(
                scripts.remove(destination.profile(), root),
                all ? List.of("tree") : paths,
                "cannot remove what was staged");
    }

    /** Makes second names of files; their first is staged, or in the tree {@code beside} as it was. */
    void link(List<Links.Name> names, String beside) throws TransportException, TransferFailure {
        List<String> triples = new ArrayList<>();
        for (Links.Name name : names) {
            triples.add(tree() + "/" + name.of());
            triples.add(beside + "/" + name.of());
            triples.add(tree() + "/" + name.path());
        }
        tell(scripts.link(destination.profile()), triples, "cannot make second names of files");
    }

    private void tell(String script, List<String> paths, String failure) throws TransportException, TransferFailure {
        if (paths.isEmpty()) {
            return;
        }
        try (HostStream stream = destination.connection().stream(destination.become(), script, OPENING)) {
            try (OutputStream out = stream.input()) {
                for (int from = 0; from < paths.size(); from += AT_ONCE) {
                    out.write(scripts.names(paths.subList(from, Math.min(paths.size(), from + AT_ONCE))));
                }
            } catch (IOException e) {
                // It has ended; its status says how.
            }
            if (stream.await(QUICK) != 0) {
                throw new TransferFailure(
                        destination.name() + " " + failure + ": " + Listing.firstLines(stream.errors()));
            }
        }
    }
}
