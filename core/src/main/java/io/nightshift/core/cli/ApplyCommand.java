package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.plan.Digests;
import io.nightshift.core.plan.PlanGuard;
import io.nightshift.core.plan.PlanInputs;
import io.nightshift.core.plan.PlanNotes;
import io.nightshift.core.plan.PlanText;
import io.nightshift.core.plan.RunPlan;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.store.Store;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift apply}: does what a plan says, and nothing else. */
@Command(
        name = "apply",
        description = {
            "Does exactly what a plan says. A host of which the plan no longer holds is refused by name, and nothing is changed",
            "on it; the others go on. A step that is not in the plan stops its host, and the host goes back.",
            "Hosts, tags, variables and the way to log in are those the plan was made with; passwords are asked for again."
        })
final class ApplyCommand implements Callable<Integer>, Resumption.Resumable {
    /** Under this name the plan is stored with the run. */
    private static final String TEXT = "the plan";

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    NotifyOptions notify = new NotifyOptions();

    @Mixin
    WindowOptions windows = new WindowOptions();

    @Option(
            names = "--accept-deferred",
            description = "Also do what is known only after apply; it is planned when its host comes to it.")
    boolean acceptDeferred;

    @Option(names = "--keep-undo", paramLabel = "DAYS", description = "How long the way back is kept (14).")
    int keepUndoDays = (int) RunCommand.KEEP_UNDO.toDays();

    @Parameters(arity = "1", paramLabel = "PLAN", description = "The file that `nightshift plan` wrote.")
    Path file = Path.of("");

    @Override
    public Integer call() {
        PlanFile planned = PlanFile.read(file);
        try (Store store = Workbench.store()) {
            RunArguments arguments = arguments(store, planned.plan());
            Digests digests = key(store, planned);
            refuseDeferred(planned.plan());
            PlanCommand command = command(arguments);
            Workbench bench = new Workbench(command.inventory, Caller.typed(arguments.folder()), RunTexts.fresh());
            Prepared prepared = command.prepared(bench, false, arguments.answers());
            refuseChanged(prepared, planned.plan(), digests);
            notify.read(bench);
            OpenRuns.remind(store, Workbench.hostName(), output.json ? text -> {} : System.err::println);
            String id = RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
            Attendant attendant = Attendant.atTerminal(Runs.listener(output));
            return run(prepared, command, store, planned, digests, id, false, attendant);
        }
    }

    @Override
    public int resume(Resumption resumption) {
        RunStore store = resumption.store();
        String id = resumption.run().id();
        PlanFile planned = Optional.ofNullable(store.texts(id).get(TEXT))
                .map(text -> PlanFile.of(file, text))
                .orElseGet(() -> PlanFile.read(file));
        PlanCommand command = command(arguments(store, planned.plan()));
        command.connection.retake = resumption.retake();
        Prepared prepared = command.prepared(
                resumption.bench(command.inventory),
                false,
                resumption.arguments().answers());
        notify.unattended();
        notify.read(prepared.bench());
        return run(prepared, command, store, planned, key(store, planned), id, true, resumption.attendant(output));
    }

    private int run(
            Prepared prepared,
            PlanCommand command,
            RunStore store,
            PlanFile planned,
            Digests digests,
            String id,
            boolean resumed,
            Attendant attendant) {
        Workbench bench = prepared.bench();
        RunEngine.Order order = prepared.order(id, Map.of(TEXT, planned.text()), Duration.ofDays(keepUndoDays), resumed)
                .at(windows.timing(prepared.read().windows()));
        return Runs.run(
                bench,
                bench.services(command.connection, store),
                order,
                notify.with(attendant, bench, store, id),
                new PlanGuard(planned.plan(), digests),
                open -> {
                    if (!resumed) {
                        PlanNotes.applied(open, id, planned.id());
                    }
                });
    }

    private static RunArguments arguments(RunStore store, RunPlan plan) {
        return store.run(plan.run())
                .flatMap(run -> RunArguments.of(store, run.id()))
                .orElseThrow(
                        () -> new Failure(
                                "error: the journal here does not have the check " + plan.run()
                                        + " that the plan was made from\nhint: apply it where it was made, or make it anew with `nightshift plan`"));
    }

    private Digests key(RunStore store, PlanFile planned) {
        return PlanNotes.key(store, planned.plan().run())
                .filter(digests -> PlanText.isGenuine(planned.text(), digests))
                .orElseThrow(() -> new Failure(
                        "error: " + file + " is not as `nightshift plan` wrote it\nhint: make the plan anew"));
    }

    private void refuseDeferred(RunPlan plan) {
        if (!acceptDeferred && !plan.deferred().isEmpty()) {
            throw new Failure("error: some steps of the plan are known only after apply: "
                    + String.join(", ", plan.deferred())
                    + "\nhint: --accept-deferred does them, too; they are planned when their host comes to them");
        }
    }

    private static void refuseChanged(Prepared prepared, RunPlan plan, Digests digests) {
        Workbench bench = prepared.bench();
        Map<String, String> read = new HashMap<>(bench.texts.read());
        read.putAll(prepared.read().playbook().texts());
        read.putAll(prepared.texts());
        List<String> changed = new PlanInputs(digests).changedSince(plan, read, bench.extraVariables);
        if (!changed.isEmpty()) {
            throw new Failure("error: the plan no longer holds: " + String.join("; ", changed)
                    + "\nhint: make it anew: nightshift " + String.join(" ", plan.command()));
        }
    }

    /** The command that the plan was ordered with, with its options. */
    private static PlanCommand command(RunArguments arguments) {
        if (OrderedWords.command(arguments.arguments()) instanceof PlanCommand command) {
            return command;
        }
        throw new Failure("error: the run that the plan names was not a plan");
    }
}
