package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.Sharing;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.serve.RunMaker;
import io.nightshift.core.store.Store;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes runs for {@code serve} as if their words had been typed, with what they print in a file of each run. */
final class ServedRuns implements RunMaker {
    private final Store store;
    private final Consumer<String> log;
    private final Path folder;
    private final @Nullable String notify;
    private final @Nullable String node;

    /**
     * @param node the name of this controller, where others share the store; null where it is alone
     * @param folder where the files of the runs go
     * @param notify the file that says whom to tell; null for the usual one
     */
    ServedRuns(Store store, @Nullable String node, Consumer<String> log, Path folder, @Nullable String notify) {
        this.node = node;
        this.store = store;
        this.log = log;
        this.folder = folder;
        this.notify = notify;
    }

    @Override
    public void begin(String run, ScheduledOrder order, Consumer<RunEngine.Handle> started) {
        try (PrintStream file = output(run)) {
            Caller caller = Caller.nobody(order.words(), Path.of(order.folder()), file, order.agent(), order.user());
            if (!(OrderedWords.command(order.words()) instanceof Assignment.Assignable command)) {
                throw new CannotBeMade("`" + String.join(" ", order.words()) + "` is nothing that serve makes");
            }
            if (notify != null) {
                command.notifying(notify);
            }
            command.make(new Assignment(store, run, caller, new ServedOutput(run, file, log, started), sharing(false)));
        } catch (Failure e) {
            throw new CannotBeMade(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void resume(RunRecord run, @Nullable ScheduledOrder order, Consumer<RunEngine.Handle> started) {
        if (run.kind() == RunRecord.Kind.CHECK) {
            throw new CannotBeMade("a check that was interrupted; the next one looks again");
        }
        if (RunArguments.of(store, run.id()).isEmpty() && order != null) {
            new RunArguments(
                            order.words(),
                            Path.of(order.folder()),
                            Map.of(),
                            RunArguments.Controller.self(Workbench.hostName()))
                    .keep(store, run.id());
        }
        try (PrintStream file = output(run.id())) {
            goOn(run, order, file, new ServedOutput(run.id(), file, log, started), false);
        } catch (Failure e) {
            throw new CannotBeMade(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void help(RunRecord run, @Nullable ScheduledOrder order, Consumer<RunEngine.Handle> started) {
        try (PrintStream file = output(run.id() + "-help")) {
            goOn(run, order, file, new ServedOutput(run.id(), file, log, started), true);
        } catch (Failure e) {
            throw new CannotBeMade(String.valueOf(e.getMessage()));
        }
    }

    private void goOn(
            RunRecord run, @Nullable ScheduledOrder order, PrintStream file, ServedOutput output, boolean helps) {
        RunArguments arguments =
                RunArguments.of(store, run.id()).orElseThrow(() -> new CannotBeMade("nobody knows how it was ordered"));
        ResumeCommand.refuseOtherForm(store, run);
        Object ordered = OrderedWords.command(arguments.arguments());
        if (!(ordered instanceof Assignment.Assignable assignable)
                || !(ordered instanceof Resumption.Resumable command)) {
            throw new CannotBeMade("it is for a person to resume");
        }
        if (notify != null) {
            assignable.notifying(notify);
        }
        Caller caller = Caller.nobody(
                arguments.arguments(), arguments.folder(), file, order == null ? null : order.agent(), run.user());
        command.resume(new Resumption(
                store, run, arguments, RunTexts.stored(store, run.id()), false, caller, output, sharing(helps)));
    }

    private @Nullable Sharing sharing(boolean helps) {
        return node == null ? null : new Sharing(store, node, helps);
    }

    /** A run that a person parked is left to that person; one that was killed has hosts that nobody parked. */
    @Override
    public List<String> leftBehind() {
        return OpenRuns.interrupted(store, Workbench.hostName()).stream()
                .map(RunRecord::id)
                .filter(run -> store.lease(run).isEmpty())
                .filter(run -> store.hosts(run).stream().anyMatch(host -> host.state() == HostState.RUNNING))
                .toList();
    }

    private PrintStream output(String run) {
        Path file = folder.resolve(run + ".log");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
