package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lists a tree and its copy at the same time, and finds what differs. */
final class TreeComparison {
    private final TreeOrder order;
    private final Place source;
    private final Place destination;
    private final TreeScripts scripts;
    private final Path folder;

    private final Watch watch;

    TreeComparison(TreeOrder order, Place source, Place destination, TreeScripts scripts, Path folder, Watch watch) {
        this.watch = watch;
        this.order = order;
        this.source = source;
        this.destination = destination;
        this.scripts = scripts;
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param toSend what has to be sent, in order
     * @param all of the source, in order
     * @param oneFile whether the tree is a single file
     */
    record Result(Difference difference, EntryFile toSend, EntryFile all, Links links, boolean oneFile) {}

    Result make() throws TransportException, TransferFailure {
        Listed from = new Listed();
        Listed to = new Listed();
        BothHosts.work(
                watch,
                () -> from.entries = Listing.of(source, scripts, order.source(), folder, "source"),
                () -> to.entries = Listing.of(destination, scripts, order.destination(), folder, "copy"));
        EntryFile all = java.util.Objects.requireNonNull(from.entries);
        EntryFile there = java.util.Objects.requireNonNull(to.entries);
        try {
            return joined(all, there);
        } catch (IOException | UncheckedIOException e) {
            throw new TransferFailure("the list of a tree cannot be kept here: " + e.getMessage());
        }
    }

    private Result joined(EntryFile all, EntryFile there) throws IOException, TransportException, TransferFailure {
        Difference difference = new Difference();
        Links links = new Links();
        Sorting toSend = new Sorting(folder, "send");
        EntryFile toCompare = new EntryFile(folder.resolve("same-size"));
        EntryFile copies = new EntryFile(folder.resolve("same-size-copies"));
        boolean owners = destination.profile().uid() == 0;
        TreeJoin join = new TreeJoin(order, owners, difference, toSend, toCompare, copies, links);
        boolean oneFile;
        try (toCompare;
                copies;
                EntryFile.Reader one = all.read();
                EntryFile.Reader two = there.read()) {
            TreeEntry root = one.peek();
            oneFile = root != null && root.isFile();
            join.run(one, two);
        }
        if (toCompare.count() > 0) {
            contents(toCompare, copies, join, oneFile);
        }
        return new Result(difference, toSend.sorted(), all, links, oneFile);
    }

    /** Files of the same size whose times differ, or all of them where that is asked for. */
    private void contents(EntryFile files, EntryFile copies, TreeJoin join, boolean oneFile)
            throws IOException, TransportException, TransferFailure {
        try (EntryFile.Reader there = copies.read()) {
            new Digests(scripts, folder, watch)
                    .compare(
                            new Digests.Root(source, order.source(), oneFile),
                            new Digests.Root(destination, order.destination(), oneFile),
                            files,
                            (entry, one, other) -> {
                                TreeEntry copy = java.util.Objects.requireNonNull(there.take());
                                if (one.equals(other) && !one.isEmpty()) {
                                    join.same(entry, copy);
                                } else {
                                    join.changed(entry);
                                }
                            });
        }
    }

    /** What another thread has listed; read when that has ended. */
    private static final class Listed {
        private @Nullable EntryFile entries;
    }
}
