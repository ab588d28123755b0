package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift resume}: goes on with a run that was interrupted. */
@Command(
        name = "resume",
        description = {
            "Goes on with a run that was interrupted: killed, stopped by Ctrl-C, or left by hosts that were lost.",
            "What was done is not done again: hosts are asked what became of the steps in flight.",
            "It works with the texts that the run began with; --adopt takes files that have changed since."
        })
final class ResumeCommand implements Callable<Integer> {
    @Option(names = "--adopt", description = "Use files that have changed since the run began.")
    boolean adopt;

    @Option(names = "--retake", description = "Go on also on hosts where another run has worked since.")
    boolean retake;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run, or the beginning of its name (the one that is open).")
    @Nullable
    String run;

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            RunRecord record = run == null ? theOpenOne(store) : StoredRuns.find(store, run);
            return goOn(store, record, arguments(store, record), adopt, retake);
        }
    }

    /** Goes on with a run as its journal stands. */
    static int goOn(Store store, RunRecord record, RunArguments arguments, boolean adopt, boolean retake) {
        takeByHand(store, record);
        RunTexts stored = RunTexts.stored(store, record.id());
        List<String> changed = stored.changed();
        if (!changed.isEmpty()) {
            System.err.println(
                    (adopt ? "note: taken as they are now: " : "note: changed since the run began, and not used: ")
                            + String.join(", ", changed)
                            + (adopt ? "" : "; --adopt takes them"));
        }
        System.err.println("note: going on with " + record.id() + " where its journal stands");
        RunTexts texts = adopt ? RunTexts.fresh() : stored;
        return command(arguments.arguments())
                .resume(new Resumption(store, record, arguments, texts, retake, null, null, null));
    }

    /** A run that a {@code serve} had begun is this process's from now on, and no {@code serve} takes it up any more. */
    static void takeByHand(Store store, RunRecord record) {
        String byHand = "by hand, process " + ProcessHandle.current().pid();
        if (store.lease(record.id()).isPresent()) {
            if (!store.takeLease(record.id(), byHand, Duration.ofMinutes(1))) {
                throw new Failure("error: " + record.id() + " was just taken up by a nightshift serve");
            }
            store.endLease(record.id(), byHand);
        }
    }

    private static RunRecord theOpenOne(Store store) {
        List<RunRecord> open = OpenRuns.interrupted(store, Workbench.hostName());
        if (open.isEmpty()) {
            throw new Failure("error: no run was interrupted\nhint: `nightshift runs` lists all");
        }
        if (open.size() > 1) {
            throw new Failure("error: several runs were interrupted; say which one\nhint: "
                    + open.stream().map(RunRecord::id).collect(Collectors.joining(", ")));
        }
        return open.get(0);
    }

    /** What the run was ordered with. @throws Failure where it cannot be gone on with */
    static RunArguments arguments(Store store, RunRecord record) {
        if (record.kind() == RunRecord.Kind.CHECK) {
            throw new Failure("error: " + record.id() + " was a check, which changes nothing; make it again");
        }
        if (RunArguments.of(store, record.id()).isEmpty() && untouched(store, record)) {
            store.end(record.id(), ExitCode.INTERRUPTED, Instant.now());
            throw new Failure("error: " + record.id()
                    + " was interrupted before anything was done\nhint: order it again: nightshift "
                    + String.join(" ", record.commandLine()));
        }
        RunArguments arguments = RunArguments.of(store, record.id())
                .orElseThrow(() -> new Failure("error: " + record.id()
                        + " cannot be resumed: it was not ordered on a command line\nhint: take it back with `nightshift rollback "
                        + record.id() + "`"));
        OpenRuns.refuseAlive(store, record, Workbench.hostName());
        refuseOtherForm(store, record);
        if (record.undoPruned()) {
            throw new Failure("error: what undo needs of " + record.id() + " was pruned; make the run anew");
        }
        return arguments;
    }

    /** A run that another version left open goes on only where this one reads its record as it was meant. */
    static void refuseOtherForm(RunStore store, RunRecord record) {
        if (!RunArguments.understands(store, record.id())) {
            throw new Failure("error: " + record.id() + " was begun by Nightshift " + record.version()
                    + ", whose record this version (" + Version.text()
                    + ") does not understand\nhint: go on with Nightshift "
                    + record.version() + ", or take the hosts back with `nightshift rollback " + record.id() + "`");
        }
    }

    private static boolean untouched(RunStore store, RunRecord record) {
        return store.hosts(record.id()).stream()
                .allMatch(host -> store.steps(record.id(), host.name()).isEmpty());
    }

    /** The command that the run was ordered with, with its options. */
    private static Resumption.Resumable command(List<String> arguments) {
        if (OrderedWords.command(arguments) instanceof Resumption.Resumable command) {
            return command;
        }
        throw new Failure("error: `" + String.join(" ", arguments) + "` cannot be resumed");
    }
}
