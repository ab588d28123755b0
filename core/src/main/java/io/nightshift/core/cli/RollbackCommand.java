package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.HostRollbacks;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.transport.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these hosts of the run.")
    @Nullable
    String limit;

    @Option(names = "--partial", description = "Undo what can be undone, and name the rest.")
    boolean partial;

    @Parameters(arity = "1", paramLabel = "RUN", description = "A run, or the beginning of its name.")
    String run = "";

    @Override
    public Integer call() {
        Workbench bench = new Workbench(new InventoryOptions());
        Secret password = connection.askPassword ? bench.terminal.password("SSH password") : null;
        Secret becomePassword = connection.askBecomePassword ? bench.terminal.password("Become password") : null;
        try (RunStore store = bench.store()) {
            RunRecord record = StoredRuns.find(store, run);
            if (record.kind() == RunRecord.Kind.ROLLBACK) {
                throw new Failure("error: " + record.id() + " is itself a rollback\nhint: roll back the run it undoes: "
                        + record.undoes());
            }
            if (record.undoPruned()) {
                throw new Failure("error: what undo needs of " + record.id() + " was pruned");
            }
            List<String> hosts = hosts(store, record);
            RunServices services = bench.services(connection, store);
            HostRollbacks rollbacks = new HostRollbacks(
                    services,
                    output.json
                            ? new JsonLines(System.out)
                            : ConsoleReport.on(System.out, output.verbosity(), Terminal.isInteractive()),
                    connection.forks == null ? 50 : connection.forks,
                    Duration.ofSeconds(connection.timeout == null ? 20 : connection.timeout),
                    password,
                    becomePassword);
            String id = RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
            return rollbacks.run(id, record, hosts, partial, CommandLines.shown(bench.redactor), Version.text());
        }
    }

    private List<String> hosts(RunStore store, RunRecord record) {
        List<String> all =
                store.hosts(record.id()).stream().map(RunStore.HostRecord::name).toList();
        if (limit == null) {
            return all;
        }
        Set<String> wanted = PlaybookArguments.words(List.of(limit.replace(':', ',')));
        List<String> chosen = new ArrayList<>();
        for (String host : all) {
            if (wanted.stream().anyMatch(pattern -> matches(pattern, host))) {
                chosen.add(host);
            }
        }
        if (chosen.isEmpty()) {
            throw new Failure("error: `" + limit + "` names no host of " + record.id() + "\nhint: its hosts are "
                    + String.join(", ", all));
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
