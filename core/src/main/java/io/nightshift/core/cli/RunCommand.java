package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunSettings;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Playbook;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift run}: rolls playbooks out. */
@Command(
        name = "run",
        description = {
            "Rolls playbooks out to hosts. Every step records its way back before it acts.",
            "A host that fails is taken back, unless its play says on_failure: keep."
        })
final class RunCommand implements Callable<Integer>, Resumption.Resumable {
    private static final Duration KEEP_UNDO = Duration.ofDays(14);

    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--keep-undo", paramLabel = "DAYS", description = "How long the way back is kept (14).")
    int keepUndoDays = (int) KEEP_UNDO.toDays();

    @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "Playbook files.")
    List<Path> playbooks = new ArrayList<>();

    @Override
    public Integer call() {
        Workbench bench = new Workbench(inventory);
        Playbooks read = Playbooks.read(bench, playbooks);
        Inventory hosts = read.inventory();
        bench.refuseProblems();
        if (run.syntaxCheck) {
            return ValidateCommand.report(bench, read, System.out);
        }
        List<String> limit = PlaybookArguments.limit(bench, inventory.limit, hosts);
        if (run.listHosts || run.listTasks || run.listTags) {
            Listing listing = new Listing(
                    bench, hosts, limit, PlaybookArguments.words(run.tags), PlaybookArguments.words(run.skipTags));
            System.out.print(listing.of(read.playbook(), run.listHosts, run.listTasks, run.listTags));
            return ExitCode.OK;
        }
        bench.warnings().ifPresent(System.err::println);
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, run, output);
        StartTask.check(read.playbook(), settings);
        Map<String, Map<String, Object>> prompted = new PlayPrompts(bench).ask(read.playbook(), settings);
        try (RunStore store = bench.store()) {
            OpenRuns.remind(store, Workbench.hostName(), output.json ? text -> {} : System.err::println);
            return execute(bench, store, read.playbook(), hosts, settings, limit, prompted, null);
        }
    }

    @Override
    public int resume(Resumption resumption) {
        Workbench bench = new Workbench(inventory, resumption.arguments().folder(), resumption.texts());
        Playbooks read = Playbooks.read(bench, playbooks);
        bench.refuseProblems();
        List<String> limit = PlaybookArguments.limit(bench, inventory.limit, read.inventory());
        connection.retake = resumption.retake();
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, run, output);
        Map<String, Map<String, Object>> prompted = new PlayPrompts(bench)
                .ask(read.playbook(), settings, resumption.arguments().answers());
        return execute(
                bench, resumption.store(), read.playbook(), read.inventory(), settings, limit, prompted, resumption);
    }

    private int execute(
            Workbench bench,
            RunStore store,
            Playbook playbook,
            Inventory hosts,
            RunSettings settings,
            @org.jspecify.annotations.Nullable List<String> limit,
            Map<String, Map<String, Object>> prompted,
            @org.jspecify.annotations.Nullable Resumption resumption) {
        String id = resumption == null
                ? RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom())
                : resumption.run().id();
        RunEngine.Order order = new RunEngine.Order(
                id,
                settings.check() ? RunRecord.Kind.CHECK : RunRecord.Kind.RUN,
                playbook,
                hosts,
                settings,
                limit,
                InventoryTexts.of(
                        bench.inventorySources(),
                        bench.workingDirectory,
                        playbook.file().getParent()),
                CommandLines.shown(bench.redactor),
                System.getProperty("user.name", ""),
                Version.text(),
                Duration.ofDays(keepUndoDays),
                prompted,
                Workbench.stateFolder().toString(),
                resumption != null);
        return Runs.run(bench, bench.services(connection, store), order, output);
    }
}
