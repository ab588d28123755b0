package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Lists a tree and its copy at the same time, and finds what differs. */
final class TreeComparison {
    private final TreeOrder order;
    private final Place source;
    private final Place destination;
    private final TreeScripts scripts;
    private final Path folder;

    TreeComparison(TreeOrder order, Place source, Place destination, TreeScripts scripts, Path folder) {
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
        CompletableFuture<EntryFile> other = new CompletableFuture<>();
        Thread beside = new Thread(
                () -> {
                    try {
                        other.complete(Listing.of(source, scripts, order.source(), folder, "source"));
                    } catch (TransportException | TransferFailure | RuntimeException e) {
                        other.completeExceptionally(e);
                    }
                },
                "nightshift-listing");
        beside.setDaemon(true);
        beside.start();
        EntryFile there = Listing.of(destination, scripts, order.destination(), folder, "copy");
        EntryFile all = joined(other);
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
            new Digests(scripts, folder)
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

    private static EntryFile joined(CompletableFuture<EntryFile> other) throws TransportException, TransferFailure {
        try {
            return other.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransportException lost) {
                throw lost;
            }
            if (e.getCause() instanceof TransferFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferFailure("interrupted while a tree was listed");
        }
    }
}
