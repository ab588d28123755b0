package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.TreeScripts.Site;
import io.nightshift.core.transport.Frame;
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

    /** The same with what it has compared, for somebody else to watch. */
    public TreeTransfer watchedBy(Watch other) {
        TreeTransfer same = new TreeTransfer(order, source, destination, scripts, folder, other);
        same.compared = compared;
        same.site = site;
        return same;
    }

    /** Lists both trees and finds what differs; nothing is changed. */
    public Found compare() throws TransportException, TransferFailure {
        TreeComparison comparison = new TreeComparison(order, source, destination, scripts, folder, watch);
        TreeComparison.Result result = persistently(comparison::make);
        compared = result;
        return Found.of(result.difference());
    }

    /** Finds what differs where that is not known yet. */
    public void prepare() throws TransportException, TransferFailure {
        compared();
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
        try (Sending sending = new Sending(order, source, destination, scripts, staging(), folder, watch)) {
            send(sending, manifest);
        }
    }

    private void send(Sending sending, Manifest manifest) throws TransportException, TransferFailure {
        List<String> wrong = List.of();
        for (int times = 1; times <= MOST_COMPARISONS; times++) {
            if (times > 1) {
                watch.warn(
                        wrong.isEmpty()
                                ? order.source() + " on " + source.name()
                                        + " changed while it was sent; it is compared again"
                                : wrong.get(0) + " on " + source.name()
                                        + " changed while it was sent; it is sent again");
                sending.forget();
                compare();
            }
            if (persistently(() -> sendAll(sending))) {
                List<String> differing = persistently(() -> verify(sending, manifest));
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
    private boolean sendAll(Sending sending) throws TransportException, TransferFailure {
        TreeComparison.Result now = compared();
        area().evict();
        Pending before = pending(sending, now);
        checkRoom(before);
        for (int round = 0; round < 3; round++) {
            Pending pending = round == 0 ? before : pending(sending, now);
            area().forget(pending.stale());
            Flow flow = new Flow(
                    order.bytesPerSecond(), watch, pending.there(), pending.there() + pending.missing(), moved);
            if (pending.isNothing()) {
                sending.directoriesAgain(pending.touched(), now.toSend(), flow);
            }
            if (pending.isNothing() || sending.send(pending, now.toSend(), now.oneFile(), flow)) {
                link(sending, now, flow);
                return true;
            }
        }
        Pending left = pending(sending, now);
        area().forget(left.stale());
        Flow flow = new Flow(order.bytesPerSecond(), watch, 0, 0, moved);
        sending.directoriesAgain(left.touched(), now.toSend(), flow);
        link(sending, now, flow);
        return left.parts().isEmpty() && left.missing() == 0;
    }

    private Pending pending(Sending sending, TreeComparison.Result now) throws TransportException, TransferFailure {
        EntryFile staged = Listing.of(destination, scripts, area().tree(), folder, "staged");
        try {
            return Pending.of(now.toSend(), staged, sending.converting(), folder);
        } catch (IOException e) {
            throw new TransferFailure("the list of a tree cannot be kept here: " + e.getMessage());
        }
    }

    private void checkRoom(Pending pending) throws TransportException, TransferFailure {
        Site there = site();
        Room.check(there, pending, order.destination(), destination.name());
    }

    /** Makes the second names of files that have several; their first is staged, or at the destination as it was. */
    private void link(Sending sending, TreeComparison.Result now, Flow flow)
            throws TransportException, TransferFailure {
        Set<String> directories = new HashSet<>();
        now.links().made().forEach(name -> directories.add(name.directory()));
        area().link(now.links().made(), order.destination());
        sending.directoriesAgain(directories, now.toSend(), flow);
    }

    /** @return files that are not the same at both ends */
    private List<String> verify(Sending sending, Manifest manifest) throws TransportException, TransferFailure {
        TreeComparison.Result now = compared();
        List<String> wrong = new ArrayList<>();
        manifest.begin();
        Converting converting = sending.converting();
        try (Digests.Known seen = sending.seen().known()) {
            new Digests(scripts, folder, watch)
                    .compare(
                            new Digests.Root(source, order.source(), now.oneFile()),
                            new Digests.Root(destination, area().tree(), now.oneFile()),
                            now.toSend(),
                            converting.orElse(seen),
                            entry -> sending.arrived().of(entry.path(), watch),
                            (entry, one, other) -> {
                                if (one.isEmpty() || !one.equals(other)) {
                                    wrong.add(entry.path());
                                } else {
                                    manifest.sent(converting.asSent(entry), one, watch.now());
                                }
                            });
        } catch (IOException e) {
            throw new TransferFailure("what was seen cannot be kept here: " + e.getMessage());
        }
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
