package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.HostPrunes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift prune}: removes what undo needs once it is no longer kept. */
@Command(name = "prune", description = "Removes the undo material of runs that are past their time, on the hosts too.")
final class PruneCommand implements Callable<Integer> {
    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--yes", description = "Prune named runs although they could still be undone.")
    boolean yes;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "Only these runs.")
    List<String> runs = new ArrayList<>();

    @Override
    public Integer call() {
        Workbench bench = new Workbench(new InventoryOptions());
        try (RunStore store = Workbench.store()) {
            List<RunRecord> chosen = new ArrayList<>();
            Instant now = Instant.now();
            if (runs.isEmpty()) {
                store.runs(100_000).stream()
                        .filter(run -> !run.undoPruned() && run.keepUndoUntil().isBefore(now))
                        .forEach(chosen::add);
            }
            for (String name : runs) {
                RunRecord run = StoredRuns.find(store, name);
                if (run.keepUndoUntil().isAfter(now) && !yes) {
                    throw new Failure("error: " + run.id() + " can still be undone until " + run.keepUndoUntil()
                            + "\nhint: prune it anyway with --yes");
                }
                chosen.add(run);
            }
            if (chosen.isEmpty()) {
                System.out.println("nothing to prune");
                return ExitCode.OK;
            }
            HostPrunes prunes = new HostPrunes(
                    bench.services(connection, store),
                    Duration.ofSeconds(connection.timeout == null ? 20 : connection.timeout),
                    connection.askPassword ? bench.terminal.password("SSH password") : null,
                    connection.askBecomePassword ? bench.terminal.password("Become password") : null);
            int code = ExitCode.OK;
            for (RunRecord run : chosen) {
                List<String> problems = prunes.prune(run);
                System.out.println((problems.isEmpty() ? "pruned " : "partly pruned ") + run.id());
                problems.forEach(problem -> System.out.println("  " + Shown.line(problem)));
                code = problems.isEmpty() ? code : 1;
            }
            return code;
        }
    }
}
