package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.plan.Planned;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.store.PatientStore;
import io.nightshift.core.store.StoreWaiting;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes a run with its output and its Ctrl-C. */
final class Runs {
    private Runs() {}

    static int run(Workbench bench, RunServices services, RunEngine.Order order, OutputOptions output) {
        return run(bench, services, order, Attendant.atTerminal(listener(output)));
    }

    static RunEvent.Listener listener(OutputOptions output) {
        return output.json
                ? new JsonLines(System.out)
                : ConsoleReport.on(System.out, output.verbosity(), Terminal.isInteractive());
    }

    static int run(Workbench bench, RunServices services, RunEngine.Order order, RunEvent.Listener listener) {
        return run(bench, services, order, Attendant.atTerminal(listener));
    }

    static int run(Workbench bench, RunServices services, RunEngine.Order order, Attendant attendant) {
        return run(bench, services, order, attendant, Planned.NOT, store -> {});
    }

    /**
     * @param planned what the run has to do with a plan
     * @param begun is told the store when it knows the run, before a host is touched
     */
    static int run(
            Workbench bench,
            RunServices services,
            RunEngine.Order order,
            Attendant attendant,
            Planned planned,
            Consumer<RunStore> begun) {
        RunEvent.Listener listener = attendant.listener();
        StoreWaiting waiting = new StoreWaiting(text -> listener.on(new RunEvent.Warning(text)));
        RunServices patient = services.journalledIn(PatientStore.over(services.store(), waiting));
        RunEngine engine = new RunEngine(patient, bench.readers(), bench.terminal, new SecureRandom()).with(planned);
        try {
            RunResult result = attendant.attend(
                    order.id(),
                    waiting,
                    started -> engine.run(order, listener, bench.redactor, handle -> {
                        remember(bench, patient.store(), order, planned.writing());
                        begun.accept(patient.store());
                        started.accept(handle);
                    }));
            return result.exitCode();
        } finally {
            closeQuietly(services);
        }
    }

    /** This controller's part of a run that another one makes. */
    static int help(Workbench bench, RunServices services, RunEngine.Order order, Attendant attendant) {
        RunEvent.Listener listener = attendant.listener();
        StoreWaiting waiting = new StoreWaiting(text -> listener.on(new RunEvent.Warning(text)));
        RunEngine engine = new RunEngine(services, bench.readers(), bench.terminal, new SecureRandom());
        try {
            attendant.attend(
                    order.id(),
                    waiting,
                    started -> engine.help(
                            order, listener, bench.redactor, started, store -> PatientStore.over(store, waiting)));
            return ExitCode.OK;
        } finally {
            closeQuietly(services);
        }
    }

    /** What a resume, or the application of a plan, needs to order this run again. */
    private static void remember(Workbench bench, RunStore store, RunEngine.Order order, boolean planning) {
        RunArguments.Controller self = RunArguments.Controller.self(Workbench.hostName());
        if (order.resumed()) {
            RunArguments.takeOver(store, order.id(), self);
        } else if (planning || !order.settings().check()) {
            new RunArguments(
                            bench.caller.words(),
                            bench.workingDirectory,
                            PlayPrompts.withoutSecrets(order.playbook(), order.prompted()),
                            self)
                    .keep(store, order.id());
        }
        Map<String, String> known = new HashMap<>(order.playbook().texts());
        known.putAll(order.texts());
        bench.texts.keepIn(store, order.id(), known);
    }

    /** What a resume needs to order a rollback again. */
    static void remember(Workbench bench, RunStore store, String id, boolean resumed) {
        RunArguments.Controller self = RunArguments.Controller.self(Workbench.hostName());
        if (resumed) {
            RunArguments.takeOver(store, id, self);
        } else {
            new RunArguments(bench.caller.words(), bench.workingDirectory, Map.of(), self).keep(store, id);
        }
    }

    static void closeQuietly(RunServices services) {
        try {
            services.ssh().close();
            services.local().close();
        } catch (Exception e) {
            // Every result is stored already; a connection that will not close changes nothing.
        }
    }
}
