package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.TreeScripts.Keeping;
import io.nightshift.core.platform.TreeScripts.Site;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings a tree from one host to another in three parts: {@link #compare} finds what differs, {@link #send} stages it beside its
 * destination and proves that it arrived, and {@link #arrival} says how it takes its place. Only the last changes what people see.
 */
public final class TreeTransfer {
    private static final Duration OPENING = Duration.ofMinutes(1);
    private static final Duration QUICK = Duration.ofMinutes(5);
    /** So often a source that changes meanwhile is read again. */
    private static final int MOST_COMPARISONS = 4;

    private static final int NAMED = 5;

    private final TreeOrder order;
    private final Place source;
    private final Place destination;
    private final TreeScripts scripts;
    private final Path folder;
    private final Watch watch;
    private final AtomicLong moved = new AtomicLong();
    private TreeComparison.@Nullable Result compared;
    private @Nullable Site site;

    /** @param folder of the controller, for lists; the caller removes it */
    public TreeTransfer(
            TreeOrder order, Place source, Place destination, TreeScripts scripts, Path folder, Watch watch) {
        this.order = order;
        this.source = source;
        this.destination = destination;
        this.scripts = scripts;
        this.folder = folder;
        this.watch = watch;
    }

    /** Lists both trees and finds what differs; nothing is changed. */
    public Found compare() throws TransportException, TransferFailure {
        TreeComparison comparison = new TreeComparison(order, source, destination, scripts, folder, watch);
        TreeComparison.Result result = persistently(comparison::make);
        compared = result;
        return Found.of(result.difference());
    }

    private TreeComparison.Result compared() throws TransportException, TransferFailure {
        if (compared == null) {
            compare();
        }
        return java.util.Objects.requireNonNull(compared);
    }

    /** The hidden directory that what is sent waits in; the same for the same trees, whoever brings them. */
    public String staging() throws TransportException, TransferFailure {
        return site().staging();
    }

    private Staging area() throws TransportException, TransferFailure {
        return new Staging(destination, scripts, staging());
    }

    private Site site() throws TransportException, TransferFailure {
        Site known = site;
        if (known == null) {
            String key = StagingKey.of(order);
            Frame answer = persistently(() -> destination
                    .connection()
                    .shell(destination.become())
                    .run(scripts.survey(destination.profile(), order.destination(), key), QUICK));
            if (!answer.succeeded()) {
                throw new TransferFailure("nothing can be brought to " + order.destination() + " on "
                        + destination.name() + ": " + answer.stderr().text().strip());
            }
            known = scripts.site(answer.stdout().text());
            site = known;
        }
        return known;
    }

    /** Bytes that went to the destination in this process. */
    public long moved() {
        return moved.get();
    }

    /** What takes its place now that it was sent. */
    public ArriveTree arrival() throws TransportException, TransferFailure {
        return compared().difference().arrival(order.destination(), staging());
    }

    /**
     * Stages what differs and proves it: the SHA-256 of every file that was sent is the same at both ends. Goes on where an earlier try
     * was cut.
     *
     * @param manifest gets every file of the tree with what is known of it
     */
    public void send(Manifest manifest) throws TransportException, TransferFailure {
        List<String> wrong = List.of();
        for (int times = 1; times <= MOST_COMPARISONS; times++) {
            if (times > 1) {
                watch.warn(
                        wrong.isEmpty()
                                ? order.source() + " on " + source.name()
                                        + " changed while it was sent; it is compared again"
                                : wrong.get(0) + " on " + source.name()
                                        + " changed while it was sent; it is sent again");
                compare();
            }
            if (persistently(this::sendAll)) {
                List<String> differing = persistently(() -> verify(manifest));
                if (differing.isEmpty()) {
                    return;
                }
                wrong = differing;
                area().forget(differing);
            }
        }
        throw new TransferFailure(
                wrong.isEmpty()
                        ? order.source() + " on " + source.name() + " changes while it is sent, and does not stop"
                        : "not the same at both ends after " + MOST_COMPARISONS + " tries: "
                                + String.join(", ", wrong.subList(0, Math.min(NAMED, wrong.size())))
                                + "; is something writing to it?");
    }

    /** @return false where what is staged is not what was listed, because it changed meanwhile */
    private boolean sendAll() throws TransportException, TransferFailure {
        TreeComparison.Result now = compared();
        area().evict();
        Pending before = pending(now);
        checkRoom(before);
        for (int round = 0; round < 3; round++) {
            Pending pending = round == 0 ? before : pending(now);
            area().forget(pending.stale());
            Flow flow = new Flow(
                    order.bytesPerSecond(), watch, pending.there(), pending.there() + pending.missing(), moved);
            if (pending.isNothing()) {
                link(now, flow);
                return true;
            }
            if (pending.packed().count() > 0) {
                pack(pending.packed(), TreeEntry::path, flow);
            }
            for (Pending.Part part : pending.parts()) {
                alone(part, now.oneFile(), flow);
            }
        }
        Pending left = pending(now);
        area().forget(left.stale());
        link(now, new Flow(order.bytesPerSecond(), watch, 0, 0, moved));
        return left.parts().isEmpty() && left.missing() == 0;
    }

    private Pending pending(TreeComparison.Result now) throws TransportException, TransferFailure {
        EntryFile staged = Listing.of(destination, scripts, area().tree(), folder, "staged");
        try {
            return Pending.of(now.toSend(), staged, folder);
        } catch (IOException e) {
            throw new TransferFailure("the list of a tree cannot be kept here: " + e.getMessage());
        }
    }

    private void checkRoom(Pending pending) throws TransportException, TransferFailure {
        Site there = site();
        Room.check(there, pending, order.destination(), destination.name());
    }

    private Keeping keeping() throws TransportException {
        return new Keeping(destination.profile().uid() == 0, order.keepsNumbers());
    }

    private void pack(EntryFile entries, Names.Naming naming, Flow flow) throws TransportException, TransferFailure {
        try (HostStream from = stream(source, scripts.pack(source.profile(), order.source()));
                HostStream to = stream(destination, scripts.unpack(destination.profile(), staging(), keeping()))) {
            Names.tell(from, scripts, entries, naming);
            Flow.Ended ended = flow.through(from, to);
            if (ended.received() != 0) {
                throw new TransferFailure(
                        destination.name() + " cannot take what is sent: " + Listing.firstLines(to.errors()));
            }
            // 1: a file changed while it was read; the comparison of both ends finds that.
            if (ended.sent() > 1 && !Listing.onlyVanished(from.errors())) {
                throw new TransferFailure(order.source() + " on " + source.name() + " cannot be read whole: "
                        + Listing.firstLines(from.errors()));
            }
        }
    }

    private void alone(Pending.Part part, boolean oneFile, Flow flow) throws TransportException, TransferFailure {
        TreeEntry entry = part.entry();
        try (HostStream from =
                        stream(source, scripts.send(source.profile(), order.source(), entry.path(), part.from()));
                HostStream to =
                        stream(destination, scripts.receive(destination.profile(), staging(), entry, keeping()))) {
            Flow.Ended ended = flow.through(from, to);
            String name = oneFile ? order.source() : order.source() + "/" + entry.path();
            if (ended.received() != 0) {
                throw new TransferFailure(
                        destination.name() + " cannot take " + name + ": " + Listing.firstLines(to.errors()));
            }
            if (ended.sent() != 0 && !Listing.onlyVanished(from.errors())) {
                throw new TransferFailure(
                        name + " on " + source.name() + " cannot be read: " + Listing.firstLines(from.errors()));
            }
        }
    }

    private static HostStream stream(Place place, String script) throws TransportException {
        return place.connection().stream(place.become(), script, OPENING);
    }

    /** Makes the second names of files that have several; their first is staged, or at the destination as it was. */
    private void link(TreeComparison.Result now, Flow flow) throws TransportException, TransferFailure {
        Set<String> directories = new HashSet<>();
        now.links().made().forEach(name -> directories.add(name.directory()));
        area().link(now.links().made(), order.destination());
        if (!directories.isEmpty()) {
            // Their times are those of the names that came.
            pack(
                    now.toSend(),
                    entry -> entry.isDirectory() && directories.contains(entry.path()) ? entry.path() : null,
                    flow);
        }
    }

    /** @return files that are not the same at both ends */
    private List<String> verify(Manifest manifest) throws TransportException, TransferFailure {
        TreeComparison.Result now = compared();
        List<String> wrong = new ArrayList<>();
        manifest.begin();
        new Digests(scripts, folder, watch)
                .compare(
                        new Digests.Root(source, order.source(), now.oneFile()),
                        new Digests.Root(destination, area().tree(), now.oneFile()),
                        now.toSend(),
                        (entry, one, other) -> {
                            if (one.isEmpty() || !one.equals(other)) {
                                wrong.add(entry.path());
                            } else {
                                manifest.sent(entry, one, watch.now());
                            }
                        });
        return wrong;
    }

    /** Something that needs both hosts. */
    private interface Work<T> {
        T make() throws TransportException, TransferFailure;
    }

    /** Tries again where a connection broke, as often as the watcher has patience. */
    private <T> T persistently(Work<T> work) throws TransportException, TransferFailure {
        int tries = 0;
        while (true) {
            long before = moved.get();
            try {
                return work.make();
            } catch (TransportException e) {
                tries = moved.get() > before ? 1 : tries + 1;
                watch.lost(e, tries);
            }
        }
    }
}
