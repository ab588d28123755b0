package io.nightshift.core.run;

import io.nightshift.core.record.ManifestNotes;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transfer.Found;
import io.nightshift.core.transfer.TransferFailure;
import io.nightshift.core.transfer.TreeTransfer;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.TreeChange;
import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import io.nightshift.playbooks.module.TreeChange.BringTree;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Trees that come from other machines: what differs, and how they are brought. */
final class Transfers {
    private static final Duration QUICK = Duration.ofMinutes(5);

    private final RunContext run;
    private final StepRunner steps;

    Transfers(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    /** A transfer with the folder for its lists, which goes with it. */
    private record Work(TreeTransfer transfer, TransferWatch watch, Path folder) implements AutoCloseable {
        @Override
        public void close() {
            watch.end();
            TreeComparisons.remove(folder);
        }
    }

    /** A transfer that acts goes on from what was compared to see what it would do. */
    private static Work work(
            RunContext run, HostAccess access, TreeOrder order, String host, String title, boolean acts)
            throws TransferFailure {
        HostPlace destination = access.place();
        HostPlace source = access.other(order.from());
        TreeComparisons.Kept kept = acts ? run.comparisons.take(destination.name(), order) : null;
        if (kept != null) {
            TransferWatch watch = new TransferWatch(run, host, title, destination, order, acts);
            return new Work(kept.transfer().watchedBy(watch), watch, kept.folder());
        }
        try {
            Path folder = Files.createTempDirectory(
                    "nightshift-transfer-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            TransferWatch watch = new TransferWatch(run, host, title, destination, order, acts);
            return new Work(
                    new TreeTransfer(order, source, destination, run.platform.trees(), folder, watch), watch, folder);
        } catch (IOException e) {
            throw new TransferFailure("there is no room for the list of a tree on the controller: " + e.getMessage());
        }
    }

    /** What differs between a tree and its copy. */
    static Reading read(RunContext run, HostAccess access, TreeOrder order) throws TransportException {
        run.asksForOthers("a tree of another host");
        try {
            Found found = compare(run, access, order);
            return new Reading.TreeDifference(
                    found.files(),
                    found.bytes(),
                    found.others(),
                    found.removals(),
                    found.attributes(),
                    found.unchanged(),
                    found.sockets(),
                    found.lines(),
                    found.summary());
        } catch (TransferFailure | ModuleFailure e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        } catch (TransportException e) {
            return new Reading.Unreadable(ofSource(access, e));
        }
    }

    private static Found compare(RunContext run, HostAccess access, TreeOrder order)
            throws TransportException, TransferFailure {
        String host = access.entry().target().name();
        Work work = work(run, access, order, host, order.destination(), false);
        boolean keeps = false;
        try {
            Found found = work.transfer().compare();
            keeps = !run.settings.check() && !found.isNothing();
            if (keeps) {
                run.comparisons.keep(access.place().name(), order, work.transfer(), work.folder());
            }
            return found;
        } finally {
            if (keeps) {
                work.watch().end();
            } else {
                work.close();
            }
        }
    }

    /** It is not the task's host that cannot be reached, where that still answers: then the task fails, and says so. */
    private static String ofSource(HostAccess access, TransportException e) throws TransportException {
        if (access.entry().standing() == null) {
            throw e;
        }
        return String.valueOf(e.getMessage());
    }

    /** Stages what differs, compares it at both ends, and puts it in its place. */
    Outcome bring(StepRunner.Origin origin, HostAccess access, BringTree change)
            throws TransportException, OutcomeUnknown, StepLost {
        Instant started = run.clock.instant();
        TreeOrder order = change.order();
        try (Work work = work(run, access, order, origin.host().name(), origin.title(), true)) {
            TreeTransfer transfer = work.transfer();
            String staging;
            try {
                transfer.prepare();
                staging = transfer.staging();
            } catch (TransportException e) {
                throw new TransferFailure(ofSource(access, e));
            }
            Outcome staged =
                    steps.apply(origin, access, new TreeChange.StageTree(order.destination(), staging), List.of());
            if (staged instanceof Outcome.Failed failed) {
                return of(change, failed);
            }
            try (ManifestNotes manifest =
                    new ManifestNotes(run.store, run.id, origin.host().name(), order, started)) {
                transfer.send(manifest);
            } catch (TransportException e) {
                throw new TransferFailure(ofSource(access, e));
            }
            work.watch().through();
            ArriveTree arrival = transfer.arrival();
            Outcome arrived = steps.apply(origin.part("arrive"), access, arrival, List.of());
            if (arrived instanceof Outcome.Failed failed) {
                return of(change, failed);
            }
            tidy(access, staging);
            return new Outcome.Done(change, 0, Long.toString(transfer.moved()), "", started, run.clock.instant());
        } catch (TransferFailure e) {
            return new Outcome.Failed(change, String.valueOf(e.getMessage()), 1, "", "");
        }
    }

    private static Outcome of(BringTree change, Outcome.Failed failed) {
        return new Outcome.Failed(change, failed.message(), failed.status(), failed.stdout(), failed.stderr());
    }

    /** What was staged has left nothing but empty directories. */
    private void tidy(HostAccess access, String staging) throws TransportException {
        Frame frame = access.entry()
                .open()
                .shell(access.become())
                .run(run.platform.trees().discard(access.profile(), staging), QUICK);
        if (!frame.succeeded()) {
            run.tell(new RunEvent.Warning(access.entry().target().name() + ": " + staging + " could not be removed"));
        }
    }
}
