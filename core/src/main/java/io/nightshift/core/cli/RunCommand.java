package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.run.RolloutCheck;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.run.Sharing;
import io.nightshift.core.run.Timing;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.store.Store;
import io.nightshift.inventory.Inventory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
final class RunCommand implements Callable<Integer>, Resumption.Resumable, Assignment.Assignable {
    static final Duration KEEP_UNDO = Duration.ofDays(14);

    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    WindowOptions windows = new WindowOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    NotifyOptions notify = new NotifyOptions();

    @Option(names = "--keep-undo", paramLabel = "DAYS", description = "How long the way back is kept (14).")
    int keepUndoDays = (int) KEEP_UNDO.toDays();

    @Option(
            names = "--serve",
            description =
                    "Let a `nightshift serve` make the run, and print its name; what it asks for must be in files.")
    boolean serve;

    @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "Playbook files.")
    List<Path> playbooks = new ArrayList<>();

    @Override
    public Integer call() {
        if (serve) {
            return handOver();
        }
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
        Prepared prepared = prepare(bench, read, limit, Map.of());
        try (Store store = Workbench.store()) {
            OpenRuns.remind(store, Workbench.hostName(), output.json ? text -> {} : System.err::println);
            String id = RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
            return execute(prepared, store, id, false, Attendant.atTerminal(Runs.listener(output)), null);
        }
    }

    private int handOver() {
        List<String> words = CommandLines.typed().stream()
                .filter(word -> !word.equals("--serve"))
                .toList();
        ScheduledOrder order = new ScheduledOrder(
                words, Path.of("").toAbsolutePath().toString(), System.getProperty("user.name", ""), null);
        new Unattended(System.err).check(order);
        try (Store store = Workbench.store()) {
            System.out.println(ScheduleRunNowCommand.order(store, "", order));
        }
        return ExitCode.OK;
    }

    @Override
    public Prepared prepare(Caller caller) {
        return prepare(new Workbench(inventory, caller, RunTexts.fresh()), Map.of());
    }

    @Override
    public int make(Assignment assignment) {
        notify.unattended();
        Prepared prepared = prepare(assignment.caller());
        windows.waits = true; // nobody is there to order it again when the windows open
        return execute(
                prepared, assignment.store(), assignment.run(), false, assignment.attendant(), assignment.sharing());
    }

    @Override
    public int resume(Resumption resumption) {
        connection.retake = resumption.retake();
        notify.unattended();
        windows.waits |= resumption.isUnattended();
        Prepared prepared =
                prepare(resumption.bench(inventory), resumption.arguments().answers());
        Sharing sharing = resumption.sharing();
        String id = resumption.run().id();
        if (sharing != null && sharing.helps()) {
            RunEngine.Order order = prepared.order(id, Map.of(), Duration.ofDays(keepUndoDays), true)
                    .at(windows.timing(prepared.read().windows()))
                    .with(sharing);
            Workbench bench = prepared.bench();
            return Runs.help(
                    bench, bench.services(connection, resumption.store()), order, resumption.attendant(output));
        }
        return execute(prepared, resumption.store(), id, true, resumption.attendant(output), sharing);
    }

    @Override
    public void notifying(String file) {
        if (notify.file == null) {
            notify.file = file;
        }
    }

    private Prepared prepare(Workbench bench, Map<String, Map<String, Object>> answers) {
        Playbooks read = Playbooks.read(bench, playbooks);
        bench.refuseProblems();
        return prepare(bench, read, PlaybookArguments.limit(bench, inventory.limit, read.inventory()), answers);
    }

    private Prepared prepare(
            Workbench bench, Playbooks read, @Nullable List<String> limit, Map<String, Map<String, Object>> answers) {
        notify.read(bench);
        bench.warnings().ifPresent(bench.caller.asides()::println);
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, run, output);
        StartTask.check(read.playbook(), settings);
        new RolloutCheck(bench.templates, read.inventory(), settings.extraVariables(), bench.problems)
                .rings(read.playbook(), limit);
        bench.refuseProblems();
        windows.ignoredBecause();
        return new Prepared(
                bench, read, limit, settings, new PlayPrompts(bench).ask(read.playbook(), settings, answers));
    }

    private int execute(
            Prepared prepared,
            RunStore store,
            String id,
            boolean resumed,
            Attendant attendant,
            @Nullable Sharing sharing) {
        Workbench bench = prepared.bench();
        Timing timing = windows.timing(prepared.read().windows());
        if (!resumed && timing.ignored() == null && !prepared.settings().check()) {
            new RolloutCheck(
                            bench.templates,
                            prepared.read().inventory(),
                            prepared.settings().extraVariables(),
                            bench.problems)
                    .windows(prepared.read().playbook(), prepared.limit(), timing.windows(), store, Instant.now());
            bench.refuseProblems();
        }
        RunEngine.Order order = prepared.order(id, Map.of(), Duration.ofDays(keepUndoDays), resumed)
                .at(timing)
                .with(sharing);
        if (!prepared.settings().check()) {
            return Runs.run(bench, bench.services(connection, store), order, notify.with(attendant, bench, store, id));
        }
        CheckAttendant check = new CheckAttendant(attendant, store, id, prepared, run);
        return Runs.run(
                bench,
                bench.services(connection, store),
                order,
                notify.with(check, bench, store, id, () -> check.message(notify.settings())),
                check.recorder(),
                open -> {});
    }
}
