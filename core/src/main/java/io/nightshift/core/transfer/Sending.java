package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.TreeScripts.Keeping;
import io.nightshift.core.platform.TreeScripts.Packed;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Set;

/** Lets what is packed, and large files, flow from a tree to where it is staged, and sees what goes by. */
final class Sending implements AutoCloseable {
    private static final Duration OPENING = Duration.ofMinutes(1);
    private static final Packed UNSEEN = (bytes, offset, length) -> {};

    private final TreeOrder order;
    private final Place source;
    private final Place destination;
    private final TreeScripts scripts;
    private final String staging;
    private final Seen seen;
    private final EarlyDigests arrived;
    private final Converting converting;

    /** @param folder of the controller, for lists */
    Sending(
            TreeOrder order,
            Place source,
            Place destination,
            TreeScripts scripts,
            String staging,
            Path folder,
            Watch watch) {
        this.order = order;
        this.source = source;
        this.destination = destination;
        this.scripts = scripts;
        this.staging = staging;
        this.seen = new Seen(folder);
        this.converting = new Converting(order, folder, watch);
        this.arrived = new EarlyDigests(scripts, destination, staging + "/tree");
    }

    /** What was seen of the source. */
    Seen seen() {
        return seen;
    }

    /** What has arrived already, by the destination's own digests. */
    EarlyDigests arrived() {
        return arrived;
    }

    /** What files have become on their way. */
    Converting converting() {
        return converting;
    }

    /** What was seen, and what has arrived, does not count any more. */
    void forget() {
        seen.forget();
        arrived.forget();
        converting.forget();
    }

    @Override
    public void close() {
        arrived.close();
    }

    /**
     * Sends all there is to send: large files first, which the destination reads again while the others come.
     *
     * @param all what the tree at the destination will be made of
     * @return whether it went by just as it was listed, so that nobody needs to look what is staged
     */
    boolean send(Pending pending, EntryFile all, boolean oneFile, Flow flow)
            throws TransportException, TransferFailure {
        seen.forget();
        boolean asListed = true;
        for (Pending.Part part : pending.parts()) {
            asListed &= alone(part, oneFile, flow);
        }
        if (pending.converted().count() > 0) {
            converting.begin();
            asListed &= oneFile ? convertOne(pending.converted(), flow) : convert(pending.converted(), flow);
            converting.check();
        }
        if (pending.packed().count() > 0) {
            try (Seen.Archive archive = seen.archive(scripts, pending.packed())) {
                asListed &= pack(pending.packed(), TreeEntry::path, archive::bytes, flow) && archive.counts();
            } catch (IOException | UncheckedIOException e) {
                throw new TransferFailure("what was sent cannot be kept here: " + e.getMessage());
            }
        }
        directoriesAgain(pending.touched(), all, flow);
        return asListed && scripts.keepsTimesOfDirectories(destination.profile());
    }

    /** Sends directories again after names came to them, which has changed their times. */
    void directoriesAgain(Set<String> directories, EntryFile all, Flow flow)
            throws TransportException, TransferFailure {
        if (!directories.isEmpty()) {
            pack(
                    all,
                    entry -> entry.isDirectory() && directories.contains(entry.path()) ? entry.path() : null,
                    UNSEEN,
                    flow);
        }
    }

    /** @return whether nobody has complained */
    private boolean pack(EntryFile entries, Names.Naming naming, Packed watcher, Flow flow)
            throws TransportException, TransferFailure {
        try (HostStream from = stream(source, scripts.pack(source.profile(), order.source()));
                HostStream to = stream(destination, scripts.unpack(destination.profile(), staging, keeping()))) {
            Names.tell(from, scripts, entries, naming);
            return ended(flow.through(from, to, watcher), from, to);
        }
    }

    private boolean ended(Flow.Ended ended, HostStream from, HostStream to) throws TransferFailure {
        if (ended.received() != 0) {
            throw new TransferFailure(
                    destination.name() + " cannot take what is sent: " + Listing.firstLines(to.errors()));
        }
        // 1: a file changed while it was read; the comparison of both ends finds that.
        if (ended.sent() > 1 && !Listing.onlyVanished(from.errors())) {
            throw new TransferFailure(order.source() + " on " + source.name() + " cannot be read whole: "
                    + Listing.firstLines(from.errors()));
        }
        return ended.sent() == 0;
    }

    /** @return whether the file is the one that was listed */
    private boolean alone(Pending.Part part, boolean oneFile, Flow flow) throws TransportException, TransferFailure {
        TreeEntry entry = part.entry();
        MessageDigest digest = Seen.sha256();
        try (HostStream from = stream(source, scripts.send(source.profile(), order.source(), entry, part.from()));
                HostStream to =
                        stream(destination, scripts.receive(destination.profile(), staging, entry, keeping()))) {
            Flow.Ended ended = flow.through(from, to, part.from() == 0 ? digest::update : UNSEEN);
            String name = oneFile ? order.source() : order.source() + "/" + entry.path();
            if (ended.received() != 0) {
                throw new TransferFailure(
                        destination.name() + " cannot take " + name + ": " + Listing.firstLines(to.errors()));
            }
            if (ended.sent() != 0 && ended.sent() != TreeScripts.CHANGED && !Listing.onlyVanished(from.errors())) {
                throw new TransferFailure(
                        name + " on " + source.name() + " cannot be read: " + Listing.firstLines(from.errors()));
            }
            if (ended.sent() != 0) {
                return false;
            }
        }
        if (part.from() == 0) {
            seen.file(entry.path(), digest);
        }
        arrived.begin(entry.path());
        return true;
    }

    /** Many files: they are packed there, and packed again here. */
    private boolean convert(EntryFile entries, Flow flow) throws TransportException, TransferFailure {
        try (HostStream from = stream(source, scripts.packPlain(source.profile(), order.source()));
                HostStream to = stream(destination, scripts.unpack(destination.profile(), staging, keeping()));
                ConvertedArchive archive = new ConvertedArchive(scripts, converting, entries, to.input())) {
            Names.tell(from, scripts, entries, TreeEntry::path);
            Flow.Ended ended = flow.transformed(from, to, archive.sink());
            archive.check();
            return ended(ended, from, to) && archive.isAsListed();
        } catch (IOException e) {
            throw new TransferFailure("what is converted cannot be kept here: " + e.getMessage());
        }
    }

    /** The tree is one file. */
    private boolean convertOne(EntryFile entries, Flow flow) throws TransportException, TransferFailure {
        try (EntryFile.Reader reader = entries.read()) {
            TreeEntry entry = java.util.Objects.requireNonNull(reader.take());
            try (HostStream from = stream(source, scripts.send(source.profile(), order.source(), entry, 0));
                    OutputStream before = converting.next()) {
                flow.pass(from.output(), before::write);
                int status = from.await(Flow.ENDING);
                if (status != 0 && status != TreeScripts.CHANGED) {
                    throw new TransferFailure(order.source() + " on " + source.name() + " cannot be read: "
                            + Listing.firstLines(from.errors()));
                }
                if (status != 0) {
                    return false;
                }
            }
            TreeEntry file = converting.convert(entry);
            return file == null || receive(file);
        } catch (IOException e) {
            throw new TransferFailure("what is converted cannot be kept here: " + e.getMessage());
        }
    }

    private boolean receive(TreeEntry file) throws TransportException, TransferFailure, IOException {
        try (HostStream to = stream(destination, scripts.receive(destination.profile(), staging, file, keeping()));
                InputStream converted = converting.converted()) {
            try (OutputStream out = to.input()) {
                converted.transferTo(out);
            } catch (IOException e) {
                // It has ended; its status says how.
            }
            if (to.await(Flow.ENDING) != 0) {
                throw new TransferFailure(
                        destination.name() + " cannot take " + order.source() + ": " + Listing.firstLines(to.errors()));
            }
            return true;
        }
    }

    private Keeping keeping() throws TransportException {
        return new Keeping(destination.profile().uid() == 0, order.keepsNumbers());
    }

    /** Where a host allows few channels, what is being sent comes before early digests. */
    private HostStream stream(Place place, String script) throws TransportException {
        try {
            return place.connection().stream(place.become(), script, OPENING);
        } catch (TransportException e) {
            if (e.kind() != TransportException.Kind.CHANNEL_LIMIT || !arrived.stop()) {
                throw e;
            }
            return place.connection().stream(place.become(), script, OPENING);
        }
    }
}
