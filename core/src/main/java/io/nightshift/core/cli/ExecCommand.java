package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.AdHocPlay;
import io.nightshift.playbooks.Playbook;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift exec}: one module on the hosts of a pattern. */
@Command(name = "exec", description = "Runs one module on the hosts of a pattern; journalled and undoable as a run is.")
final class ExecCommand implements Callable<Integer>, Resumption.Resumable {
    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    WindowOptions windows = new WindowOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = {"-m", "--module-name"},
            paramLabel = "MODULE",
            description = "The module (command).")
    String module = "command";

    @Option(
            names = {"-a", "--args"},
            paramLabel = "ARGS",
            description = "Its arguments: key=value words, a command, or a mapping in YAML or JSON.")
    String arguments = "";

    @Option(
            names = {"-C", "--check"},
            description = "Change nothing; say what would change.")
    boolean check;

    @Option(
            names = {"-D", "--diff"},
            description = "Show what changes in files.")
    boolean diff;

    @Parameters(arity = "1", paramLabel = "PATTERN", description = "Hosts or groups, as after hosts: in a play.")
    String pattern = "";

    @Override
    public Integer call() {
        Workbench bench = new Workbench(inventory);
        try (RunStore store = Workbench.store()) {
            return execute(
                    bench,
                    store,
                    RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom()),
                    false,
                    Attendant.atTerminal(Runs.listener(output)));
        }
    }

    @Override
    public int resume(Resumption resumption) {
        return execute(
                resumption.bench(inventory),
                resumption.store(),
                resumption.run().id(),
                true,
                resumption.attendant(output));
    }

    private int execute(Workbench bench, RunStore store, String id, boolean resumed, Attendant attendant) {
        Inventory hosts = bench.inventory(bench.workingDirectory);
        String text = AdHocPlay.text(pattern, module, arguments);
        Playbook playbook = bench.readers().playbooks(bench.problems).readText("exec", text, bench.workingDirectory);
        WindowCalendar calendar = bench.windows(hosts);
        bench.refuseProblems();
        if (bench.modules.spec(module).isEmpty() && !module.contains("include")) {
            throw DocCommand.unknown(module, bench.modules);
        }
        List<String> limit = PlaybookArguments.limit(bench, inventory.limit, hosts);
        PlaybookArguments.limit(bench, pattern, hosts);
        RunOptions options = new RunOptions();
        options.check = check;
        options.diff = diff;
        if (output.verbosity() == 0 && !output.json) {
            output.verbose = new boolean[] {true};
        }
        bench.warnings().ifPresent(bench.caller.asides()::println);
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, options, output);
        RunEngine.Order order = new RunEngine.Order(
                        id,
                        check ? RunRecord.Kind.CHECK : RunRecord.Kind.EXEC,
                        playbook,
                        hosts,
                        settings,
                        limit,
                        Map.of(),
                        CommandLines.shown(bench.caller.words(), bench.redactor),
                        bench.caller.user(),
                        Version.text(),
                        Duration.ofDays(14),
                        Map.of(),
                        Workbench.stateFolder().toString(),
                        resumed)
                .at(windows.looking(calendar));
        return Runs.run(bench, bench.services(connection, store), order, attendant);
    }
}
