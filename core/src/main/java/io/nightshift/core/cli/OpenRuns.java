package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunArguments;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs that were interrupted and wait to be resumed. */
final class OpenRuns {
    private OpenRuns() {}

    /** Runs without an end that no living process of this machine makes. */
    static List<RunRecord> interrupted(RunStore store, String machine) {
        return store.openRuns().stream()
                .filter(run -> run.kind() != RunRecord.Kind.CHECK)
                .filter(run -> !isBelow(run))
                .filter(run -> !RunArguments.of(store, run.id())
                        .map(arguments -> arguments.controller().mayBeAlive(machine))
                        .orElse(false))
                .toList();
    }

    /** The rollback that a run makes of itself goes on with that run. */
    private static boolean isBelow(RunRecord run) {
        return (run.undoes() + "-undo").equals(run.id());
    }

    /** A run that a living process makes is that process's. */
    static void refuseAlive(RunStore store, RunRecord run, String machine) {
        RunArguments.of(store, run.id())
                .map(RunArguments::controller)
                .filter(controller -> run.ended() == null && controller.mayBeAlive(machine))
                .ifPresent(controller -> {
                    throw new Failure("error: " + run.id() + " is being made by process " + controller.pid() + " on "
                            + controller.machine()
                            + "\nhint: stop that process first (Ctrl-C parks its hosts)");
                });
    }

    /** Says that something is unfinished, before something new begins. */
    static void remind(RunStore store, String machine, Consumer<String> say) {
        List<RunRecord> open = interrupted(store, machine);
        if (!open.isEmpty()) {
            say.accept("note: interrupted and not yet finished: "
                    + open.stream().map(RunRecord::id).collect(Collectors.joining(", "))
                    + "; go on with `nightshift resume "
                    + open.get(open.size() - 1).id() + "`");
        }
    }
}
