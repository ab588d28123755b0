package io.nightshift.core.cli;

import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.run.RunServices;
import java.security.SecureRandom;
import java.util.function.Consumer;

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
        Consumer<String> say = listener instanceof ConsoleReport report ? report::aside : System.err::println;
        try (Interrupts interrupts =
                new Interrupts(order.id(), say, code -> Runtime.getRuntime().halt(code)).installed()) {
            RunResult result = engine.run(order, listener, bench.redactor, interrupts::stops);
            return result.exitCode();
        } finally {
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
}
