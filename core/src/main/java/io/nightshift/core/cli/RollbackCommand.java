package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.rollout.Controls;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.store.Store;
import io.nightshift.inventory.Inventory;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift rollback}: takes hosts back to how they were before a run. */
@Command(
        name = "rollback",
        description = {
            "Takes hosts back to how they were before a run: every step, newest first.",
            "A host with steps that cannot be undone is left alone unless --partial is given."
        })
final class RollbackCommand implements Callable<Integer>, Resumption.Resumable {
    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--partial", description = "Undo what can be undone, and name the rest.")
    boolean partial;

    @Option(
            names = "--even-confirmed",
            description =
                    "Also take back a migration that was confirmed; what was written to the new system since is lost.")
    boolean evenConfirmed;

    @Option(
            names = "--print",
            description = "Touch nothing; print the commands that are left to take the hosts back by hand.")
    boolean print;

    @Parameters(arity = "1", paramLabel = "RUN", description = "A run, or the beginning of its name.")
    String run = "";

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            RunRecord record = StoredRuns.find(store, run);
            if (print) {
                RemainingUndo.print(store, record, hosts(store, record), System.out);
                return ExitCode.OK;
            }
            String id = RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
            return rollBack(new OriginalOrder(store, record).bench(inventory, connection), store, id, false);
        }
    }

    @Override
    public int resume(Resumption resumption) {
        Store store = resumption.store();
        Workbench bench = new OriginalOrder(store, StoredRuns.find(store, run)).bench(inventory, connection);
        return rollBack(bench, store, resumption.run().id(), true);
    }

    private int rollBack(Workbench bench, Store store, String id, boolean resumed) {
        RunRecord record = StoredRuns.find(store, run);
        if (record.kind() == RunRecord.Kind.ROLLBACK) {
            throw new Failure("error: " + record.id() + " is itself a rollback\nhint: roll back the run it undoes: "
                    + record.undoes());
        }
        OpenRuns.refuseAlive(store, record, Workbench.hostName());
        if (record.undoPruned()) {
            throw new Failure("error: what undo needs of " + record.id() + " was pruned");
        }
        if (!evenConfirmed) {
            refuseConfirmed(store, record);
        }
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, new RunOptions(), output);
        Inventory hosts = bench.inventory(null);
        if (bench.problems.hasErrors()) {
            System.err.println("note: passwords that the inventory holds are not known, because it cannot be read:\n"
                    + bench.redactor.clean(bench.problems.render()).stripTrailing());
        }
        return Rollbacks.run(
                bench,
                connection,
                settings,
                hosts,
                store,
                new Rollbacks.Wanted(id, record, hosts(store, record), partial, resumed),
                Runs.listener(output));
    }

    private void refuseConfirmed(Store store, RunRecord record) {
        Controls controls = new Controls(store.controls(record.id()));
        for (String host : hosts(store, record)) {
            controls.confirmed(host).ifPresent(said -> {
                throw new Failure("error: " + said.by() + " has confirmed the migration of " + host
                        + ", and people work with what is new there\nhint: --even-confirmed takes it back all the same; what"
                        + " was written to it since is lost");
            });
        }
    }

    private List<String> hosts(RunStore store, RunRecord record) {
        List<String> all =
                store.hosts(record.id()).stream().map(RunStore.HostRecord::name).toList();
        if (inventory.limit == null) {
            return all;
        }
        Set<String> wanted = PlaybookArguments.words(List.of(inventory.limit.replace(':', ',')));
        List<String> chosen = new ArrayList<>();
        for (String host : all) {
            if (wanted.stream().anyMatch(pattern -> matches(pattern, host))) {
                chosen.add(host);
            }
        }
        if (chosen.isEmpty()) {
            throw new Failure("error: `" + inventory.limit + "` names no host of " + record.id()
                    + "\nhint: its hosts are " + String.join(", ", all));
        }
        return chosen;
    }

    private static boolean matches(String pattern, String host) {
        return pattern.equals("all")
                || host.matches(java.util.Arrays.stream(pattern.split("\\*", -1))
                        .map(java.util.regex.Pattern::quote)
                        .collect(java.util.stream.Collectors.joining(".*")));
    }
}
