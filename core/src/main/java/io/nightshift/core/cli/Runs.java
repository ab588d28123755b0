package io.nightshift.core.cli;

import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.run.RunServices;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Makes a run with its output and its Ctrl-C. */
final class Runs {
    private Runs() {}

    static int run(Workbench bench, RunServices services, RunEngine.Order order, OutputOptions output) {
        return run(bench, services, order, listener(output));
    }

    static RunEvent.Listener listener(OutputOptions output) {
        return output.json
                ? new JsonLines(System.out)
                : ConsoleReport.on(System.out, output.verbosity(), Terminal.isInteractive());
    }

    static int run(Workbench bench, RunServices services, RunEngine.Order order, RunEvent.Listener listener) {
        RunEngine engine = new RunEngine(services, bench.readers(), bench.terminal, new SecureRandom());
        AtomicReference<RunEngine.Handle> handle = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Interrupts interrupts = new Interrupts(handle, ended, order.id());
        interrupts.install();
        try {
            RunResult result = engine.run(order, listener, bench.redactor, handle::set);
            return result.exitCode();
        } finally {
            ended.countDown();
            interrupts.remove();
            closeQuietly(services);
        }
    }

    private static void closeQuietly(RunServices services) {
        try {
            services.ssh().close();
            services.local().close();
        } catch (Exception e) {
            // Every result is stored already; a connection that will not close changes nothing.
        }
    }

    /** The first Ctrl-C lets steps in flight end and parks; the second leaves at once. Nothing is lost by either. */
    private static final class Interrupts {
        private final AtomicReference<RunEngine.Handle> handle;
        private final CountDownLatch ended;
        private final String run;
        private final AtomicInteger count = new AtomicInteger();
        private final sun.misc.SignalHandler before = sun.misc.SignalHandler.SIG_DFL;

        Interrupts(AtomicReference<RunEngine.Handle> handle, CountDownLatch ended, String run) {
            this.handle = handle;
            this.ended = ended;
            this.run = run;
        }

        void install() {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> interrupted());
            sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> interrupted());
        }

        void remove() {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), before);
            sun.misc.Signal.handle(new sun.misc.Signal("TERM"), before);
        }

        private void interrupted() {
            RunEngine.Handle running = handle.get();
            if (count.incrementAndGet() == 1 && running != null && ended.getCount() > 0) {
                System.err.println(
                        "\nnightshift: stopping after the steps in flight; once more Ctrl-C leaves at once (run " + run
                                + ")");
                running.stop();
                return;
            }
            System.err.println(
                    "\nnightshift: left. What hosts are doing goes on; take them back with: nightshift rollback "
                            + run);
            Runtime.getRuntime().halt(130);
        }
    }
}
