package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.notify.Message;
import io.nightshift.core.notify.NotifyReader;
import io.nightshift.core.notify.NotifySettings;
import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says who is told what a run comes to. */
final class NotifyOptions {
    static final String VARIABLE = "NIGHTSHIFT_NOTIFY";
    private static final String STANDARD = "notify.yml";

    @Option(
            names = "--notify",
            paramLabel = "FILE",
            description = {
                "Whom to tell by mail or webhook, and of what ($NIGHTSHIFT_NOTIFY, else notify.yml in the",
                "state folder if it is there; `none` for nobody). `nightshift notify test` tries it."
            })
    @Nullable
    String file;

    /** Whether the run is made whatever is wrong with the file: nobody is there to mend it. */
    private boolean lenient;

    private NotifySettings settings = NotifySettings.NOBODY;

    /** A run that is made for somebody who is not there. */
    void unattended() {
        lenient = true;
    }

    /** Ends the command where something is wrong with the file. */
    void read(Workbench bench) {
        Diagnostics problems = bench.problems.apart();
        Path found = find(bench);
        if (found != null) {
            read(bench, found, problems);
        }
        if (lenient && problems.hasErrors()) {
            bench.caller.asides().println("warning: nobody is told what this run comes to");
            bench.caller
                    .asides()
                    .println(bench.redactor.clean(problems.render()).stripTrailing());
        } else {
            problems.all().forEach(bench.problems::add);
            bench.refuseProblems();
        }
    }

    private void read(Workbench bench, Path found, Diagnostics problems) {
        if (Files.notExists(found)) {
            problems.error(
                    Position.ofFile(found.toString()),
                    1,
                    "there is no such file, and it should say who is told",
                    "it was named by " + (file != null ? "--notify" : "$" + VARIABLE));
            return;
        }
        Credentials credentials = new Credentials(bench.caller.environment());
        Path folder = found.toAbsolutePath().normalize().resolveSibling("");
        settings = new NotifyReader(problems, named -> secret(credentials, named, folder))
                .read(found, bench.redactor::hide)
                .orElse(NotifySettings.NOBODY);
    }

    /** The file that was named on the command line, for whoever works in another folder. */
    @Nullable
    String absolute() {
        return file == null || file.equals("none")
                ? file
                : Path.of(file).toAbsolutePath().toString();
    }

    NotifySettings settings() {
        return settings;
    }

    /** The same attendant, and whoever else is to be told. */
    Attendant with(Attendant attendant, Workbench bench, RunStore store, String run) {
        return with(attendant, bench, store, run, Optional::empty);
    }

    /** @param last what is to be told when the run has ended */
    Attendant with(Attendant attendant, Workbench bench, RunStore store, String run, Supplier<Optional<Message>> last) {
        return settings.equals(NotifySettings.NOBODY)
                ? attendant
                : new NotifyingAttendant(attendant, settings, bench.redactor, store, run, last);
    }

    private @Nullable Path find(Workbench bench) {
        if ("none".equals(file)) {
            return null;
        }
        if (file != null) {
            return bench.workingDirectory.resolve(file);
        }
        String named = bench.caller.environment().getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return bench.workingDirectory.resolve(named);
        }
        Path standard = Workbench.stateFolder().resolve(STANDARD);
        return Files.exists(standard) ? standard : null;
    }

    private static Secret secret(Credentials credentials, String named, Path folder) throws NotifyReader.Missing {
        try {
            return credentials.password(named, folder);
        } catch (Failure e) {
            String[] parts = String.valueOf(e.getMessage()).split("\nhint: ", 2);
            throw new NotifyReader.Missing(parts[0].replaceFirst("^error: ", ""), parts.length > 1 ? parts[1] : null);
        }
    }
}
