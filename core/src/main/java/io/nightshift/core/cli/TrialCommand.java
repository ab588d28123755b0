package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.store.Store;
import io.nightshift.core.trial.TrialFormat;
import io.nightshift.core.trial.TrialReport;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift trial}: finds out what software does to a machine before it is introduced. */
@Command(
        name = "trial",
        description = {
            "Tries a rollout on a test machine: takes stock, applies it, applies it again (which must change nothing), takes it",
            "back, and compares the machine with its start. The report says what came to the machine, how long it took, what",
            "cannot be undone, and what is left over. Exit code 0 only if it was applied, settled, and went without a trace."
        })
final class TrialCommand implements Callable<Integer>, Resumption.Resumable {
    private static final int MOST_HOSTS = 3;
    private static final int NOT_GOOD = 1;

    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    PlanOptions tasks = new PlanOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    WindowOptions windows = new WindowOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default), html (one page to keep or print) or json.")
    TrialFormat format = TrialFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report to this file, for your eyes only (mode 0600).")
    @Nullable
    Path file;

    @Option(names = "--yes", description = "Try it on more than three machines.")
    boolean yes;

    @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "Playbook files.")
    List<Path> playbooks = new ArrayList<>();

    @Override
    public Integer call() {
        Prepared prepared = prepared(new Workbench(inventory), Map.of());
        try (Store store = Workbench.store()) {
            RunEvent.Listener listener = ConsoleReport.on(System.err, output.verbosity(), Terminal.isInteractive());
            Trials trials = new Trials(prepared, connection, windows, store, listener, System.err);
            Set<String> hosts = trials.hosts();
            if (hosts.isEmpty()) {
                throw new Failure("error: the playbook is for none of these hosts");
            }
            if (hosts.size() > MOST_HOSTS && !yes) {
                throw new Failure("error: a trial is for a test machine or a few, and this would be " + hosts.size()
                        + "\nhint: choose with -l HOST, or say --yes");
            }
            Optional<TrialReport> made = trials.make(hosts);
            if (made.isEmpty()) {
                return ExitCode.INTERRUPTED;
            }
            TrialReport report = made.get();
            TrialFormat chosen = output.json ? TrialFormat.JSON : format;
            String text = prepared.bench().redactor.clean(chosen.of(report, ZoneId.systemDefault()));
            if (file == null) {
                System.out.print(text);
                System.out.flush();
            } else {
                ReportCommand.write(file, text);
                System.out.println((report.good() ? "good" : "NOT good") + "; the report is in " + file);
            }
            return report.good() ? ExitCode.OK : NOT_GOOD;
        }
    }

    /** Goes on with one of the runs of a trial; the trial itself has to be made anew. */
    @Override
    public int resume(Resumption resumption) {
        connection.retake = resumption.retake();
        Prepared prepared =
                prepared(resumption.bench(inventory), resumption.arguments().answers());
        RunRecord run = resumption.run();
        Trials trials = new Trials(
                prepared,
                connection,
                windows,
                resumption.store(),
                resumption.attendant(output).listener(),
                System.err);
        return run.kind() == RunRecord.Kind.ROLLBACK ? trials.rollBackAgain(run) : trials.runAgain(run);
    }

    private Prepared prepared(Workbench bench, Map<String, Map<String, Object>> answers) {
        Playbooks read = Playbooks.read(bench, playbooks);
        bench.refuseProblems();
        List<String> limit = PlaybookArguments.limit(bench, inventory.limit, read.inventory());
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, tasks.ofRun(false), output);
        StartTask.check(read.playbook(), settings);
        windows.ignoredBecause();
        return new Prepared(
                bench, read, limit, settings, new PlayPrompts(bench).ask(read.playbook(), settings, answers));
    }
}
