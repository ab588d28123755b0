package io.nightshift.core.cli;

import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.store.StoreWaiting;
import java.util.function.Consumer;
import java.util.function.Function;

/** Whoever hears what happens in a run, and can stop it. */
interface Attendant {
    RunEvent.Listener listener();

    /**
     * Makes the run.
     *
     * @param waiting tells whether the journal is waited for
     * @param run wants to know who takes the handle when the run has begun
     */
    RunResult attend(String id, StoreWaiting waiting, Function<Consumer<RunEngine.Handle>, RunResult> run);

    /** The person at the terminal, with Ctrl-C. */
    static Attendant atTerminal(RunEvent.Listener listener) {
        Consumer<String> say = listener instanceof ConsoleReport report ? report::aside : System.err::println;
        return new Attendant() {
            @Override
            public RunEvent.Listener listener() {
                return listener;
            }

            @Override
            public RunResult attend(
                    String id, StoreWaiting waiting, Function<Consumer<RunEngine.Handle>, RunResult> run) {
                try (Interrupts interrupts = new Interrupts(
                                id, say, code -> Runtime.getRuntime().halt(code), waiting::isWaiting)
                        .installed()) {
                    return run.apply(interrupts::stops);
                }
            }
        };
    }
}
