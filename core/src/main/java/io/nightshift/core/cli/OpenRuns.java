package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.store.Store;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs that were interrupted and wait to be resumed. */
final class OpenRuns {
    private OpenRuns() {}

    /** Runs without an end that no living process of this machine makes. */
    static List<RunRecord> interrupted(Store store, String machine) {
        return store.openRuns().stream()
                .filter(run -> run.kind() != RunRecord.Kind.CHECK)
                .filter(run -> !isBelow(run))
                .filter(run -> !isBeingMade(store, run, machine))
                .toList();
    }

    /** Where the run is leased, the lease says whether somebody makes it; else whether its process may be there. */
    private static boolean isBeingMade(Store store, RunRecord run, String machine) {
        return store.lease(run.id())
                .map(lease -> !lease.node().isEmpty() && lease.until().isAfter(store.storeTime()))
                .orElseGet(() -> RunArguments.of(store, run.id())
                        .map(arguments -> arguments.controller().mayBeAlive(machine))
                        .orElse(false));
    }

    /** The rollback that a run makes of itself goes on with that run. */
    private static boolean isBelow(RunRecord run) {
        return (run.undoes() + "-undo").equals(run.id());
    }

    /** A run that a living process makes is that process's. */
    static void refuseAlive(Store store, RunRecord run, String machine) {
        RunArguments.of(store, run.id())
                .map(RunArguments::controller)
                .filter(controller -> run.ended() == null && isBeingMade(store, run, machine))
                .ifPresent(controller -> {
                    throw new Failure("error: " + run.id() + " is being made by process " + controller.pid() + " on "
                            + controller.machine()
                            + "\nhint: stop that process first (Ctrl-C parks its hosts)");
                });
    }

    /** Says that something is unfinished, before something new begins. */
    static void remind(Store store, String machine, Consumer<String> say) {
        List<RunRecord> open = interrupted(store, machine);
        if (!open.isEmpty()) {
            say.accept("note: interrupted and not yet finished: "
                    + open.stream().map(RunRecord::id).collect(Collectors.joining(", "))
                    + "; go on with `nightshift resume "
                    + open.get(open.size() - 1).id() + "`");
        }
    }
}
