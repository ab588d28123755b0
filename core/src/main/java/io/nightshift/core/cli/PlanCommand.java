package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.plan.Digests;
import io.nightshift.core.plan.PlanInputs;
import io.nightshift.core.plan.PlanNotes;
import io.nightshift.core.plan.PlanRecorder;
import io.nightshift.core.plan.PlanReport;
import io.nightshift.core.plan.PlanText;
import io.nightshift.core.plan.RunPlan;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift plan}: writes down what a rollout would do to every host, to be approved and applied exactly so. */
@Command(
        name = "plan",
        description = {
            "Logs in to the hosts, reads how they are, changes nothing, and writes down for every host what a rollout would",
            "change, how each change is taken back, and which readings that rests on. `nightshift apply` does exactly that.",
            "What only a change not made yet can tell is marked as known after apply."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    PlanOptions tasks = new PlanOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write the plan here (PLAYBOOK-RUN.plan in the working directory); only its owner may read it.")
    @Nullable
    Path file;

    @Option(names = "--show", paramLabel = "FILE", description = "Show a plan that was written before, and stop.")
    @Nullable
    Path show;

    @Parameters(arity = "0..*", paramLabel = "PLAYBOOK", description = "Playbook files.")
    List<Path> playbooks = new ArrayList<>();

    @Override
    public Integer call() {
        if (show != null) {
            print(PlanFile.read(show), null);
            return ExitCode.OK;
        }
        if (playbooks.isEmpty()) {
            throw new Failure("error: which playbook?\nhint: nightshift plan PLAYBOOK, or nightshift plan --show FILE");
        }
        Workbench bench = new Workbench(inventory);
        try (RunStore store = Workbench.store()) {
            return plan(bench, store);
        }
    }

    private int plan(Workbench bench, RunStore store) {
        String id = RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
        RunEngine.Order order = prepared(bench, true, Map.of()).order(id, Map.of(), RunCommand.KEEP_UNDO, false);
        Digests digests = Digests.fresh(new SecureRandom());
        PlanRecorder recorder = new PlanRecorder(digests, bench.redactor::clean);
        PlanProgress progress = new PlanProgress(System.err, output.json);
        int code = Runs.run(
                bench,
                bench.services(connection, store),
                order,
                Attendant.atTerminal(progress),
                recorder,
                open -> PlanNotes.keepKey(open, id, digests));
        RunPlan plan = new RunPlan(
                id,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                order.user(),
                order.version(),
                order.playbook().file().toString(),
                order.commandLine(),
                new PlanInputs(digests)
                        .digests(RunTexts.stored(store, id).all(), recorder.files(), bench.extraVariables),
                recorder.groups(progress.planned(), progress.troubles()),
                progress.notAsked());
        String text = PlanText.of(plan, digests);
        PlanFile written = new PlanFile(plan, text, PlanText.id(text));
        Path place = file == null ? Path.of(stem(playbooks.get(0)) + "-" + id + ".plan") : file;
        written.write(bench.workingDirectory.resolve(place));
        print(written, place);
        return code;
    }

    private static String stem(Path playbook) {
        return String.valueOf(playbook.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private void print(PlanFile written, @Nullable Path place) {
        if (output.json) {
            System.out.println(PlanText.line(written.plan()));
            return;
        }
        PlanReport.lines(written.plan(), written.id()).forEach(line -> System.out.println(Shown.line(line)));
        if (place != null) {
            boolean deferred = !written.plan().deferred().isEmpty();
            System.out.println();
            System.out.println("Next:  nightshift apply " + place + (deferred ? " --accept-deferred" : "")
                    + "    do exactly this; hosts that have changed since are refused");
        }
    }

    /**
     * The playbooks and what else the run is made of. What this version lacks is an error.
     *
     * @param answers to prompts that need not be asked again
     */
    Prepared prepared(Workbench bench, boolean check, Map<String, Map<String, Object>> answers) {
        Playbooks read = Playbooks.read(bench, playbooks);
        bench.problems.makeErrors();
        bench.refuseProblems();
        List<String> limit = PlaybookArguments.limit(bench, inventory.limit, read.inventory());
        RunSettings settings = PlaybookArguments.settings(bench, inventory, connection, tasks.ofRun(check), output);
        StartTask.check(read.playbook(), settings);
        Map<String, Map<String, Object>> prompted = new PlayPrompts(bench).ask(read.playbook(), settings, answers);
        return new Prepared(bench, read, limit, settings, prompted);
    }
}
