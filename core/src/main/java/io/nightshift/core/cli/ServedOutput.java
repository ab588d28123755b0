package io.nightshift.core.cli;

import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.store.StoreWaiting;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a run of {@code serve} says: everything into its own file, and what matters into the log of the service. */
final class ServedOutput implements Attendant, RunEvent.Listener {
    private final String run;
    private final RunEvent.Listener all;
    private final Consumer<String> log;
    private final Consumer<RunEngine.Handle> started;

    ServedOutput(String run, PrintStream file, Consumer<String> log, Consumer<RunEngine.Handle> started) {
        this.run = run;
        this.all = ConsoleReport.on(file, 1, false);
        this.log = log;
        this.started = started;
    }

    @Override
    public RunEvent.Listener listener() {
        return this;
    }

    @Override
    public RunResult attend(String id, StoreWaiting waiting, Function<Consumer<RunEngine.Handle>, RunResult> making) {
        return making.apply(started);
    }

    @Override
    public void on(RunEvent event) {
        all.on(event);
        if (event instanceof RunEvent.RunStarted begun) {
            say(Shown.line(begun.playbook()) + " on " + begun.hosts() + (begun.hosts() == 1 ? " host" : " hosts"));
        } else if (event instanceof RunEvent.HostEnded ended) {
            switch (ended.state()) {
                case UNCHANGED, UPDATED -> {}
                default ->
                    say(ended.host() + " " + ended.state()
                            + (ended.detail() == null ? "" : ": " + Shown.line(ended.detail())));
            }
        } else if (event instanceof RunEvent.WindowClosing closing) {
            say("windows close at " + closing.closes() + " with work left on " + closing.left() + " hosts");
        } else if (event instanceof RunEvent.Warning warning) {
            say("warning: " + Shown.line(warning.text()));
        } else if (event instanceof RunEvent.RunEnded ended) {
            say("ended with exit code " + ended.exitCode() + " after "
                    + ended.took().toSeconds() + " s");
        }
    }

    private void say(String text) {
        log.accept("run " + run + ": " + text);
    }
}
