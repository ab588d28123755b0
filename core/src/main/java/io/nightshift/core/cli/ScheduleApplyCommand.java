package io.nightshift.core.cli;

import io.nightshift.core.schedule.Reconciliation;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduleFile;
import io.nightshift.core.schedule.ScheduleReader;
import io.nightshift.core.store.Store;
import io.nightshift.inventory.yaml.Diagnostics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule apply}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the schedules what a YAML file says: adds, changes, and removes those that the file once added.",
            "Those added by hand are left alone. `nightshift serve --schedules FILE` does so whenever the file changes."
        })
final class ScheduleApplyCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Only say what would be done.")
    boolean dryRun;

    @Option(names = "--no-proof", description = "Do not log in to the hosts now.")
    boolean noProof;

    @Parameters(paramLabel = "FILE", description = "The file, such as schedules.yml.")
    Path file = Path.of("");

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            Reconciliation todo = read(store, file, System.err, System.getProperty("user.name", ""));
            if (!noProof && !dryRun) {
                Unattended unattended = new Unattended(System.err);
                todo.keep()
                        .forEach(schedule -> unattended.prove(
                                schedule.order(), text -> System.out.println(schedule.name() + ": " + text)));
            }
            tell(todo, dryRun ? "would be " : "", System.out::println);
            if (!dryRun) {
                todo.carryOut(store);
            }
        }
        return ExitCode.OK;
    }

    /** Reads the file and everything that its schedules will read. */
    static Reconciliation read(Store store, Path file, PrintStream asides, String user) {
        Diagnostics problems = new Diagnostics();
        ScheduleReader reader = new ScheduleReader(
                problems, ZoneId.systemDefault(), Clock.systemUTC().instant());
        ScheduleFile schedules = new ScheduleFile(file, user, problems, reader);
        List<ScheduleFile.Entry> entries = schedules.read();
        Reconciliation todo = Reconciliation.of(
                store.schedules(),
                entries.stream().map(ScheduleFile.Entry::schedule).toList(),
                schedules.source());
        for (ScheduleFile.Entry entry : entries) {
            String name = entry.schedule().name();
            if (todo.byHand().contains(name)) {
                problems.error(
                        entry.position(),
                        name.length(),
                        "there is a schedule `" + name + "` already, which this file has not added",
                        "remove it first: nightshift schedule remove " + name);
            } else if (todo.keep().stream().anyMatch(schedule -> schedule.name().equals(name))) {
                try {
                    new Unattended(asides).check(entry.schedule().order());
                } catch (Failure e) {
                    problems.error(
                            entry.position(),
                            name.length(),
                            "what `" + name + "` runs is not right",
                            String.valueOf(e.getMessage()).replace("error: ", ""));
                }
            }
        }
        if (problems.hasErrors()) {
            throw new Failure(problems.render().stripTrailing());
        }
        return todo;
    }

    /** One line for each schedule that is not the same any more. */
    static void tell(Reconciliation todo, String would, Consumer<String> say) {
        for (Schedule schedule : todo.keep()) {
            say.accept(would + (todo.added().contains(schedule.name()) ? "added: " : "changed: ") + schedule.name()
                    + ", " + ScheduleTimes.next(schedule, schedule.since()));
        }
        todo.remove().forEach(name -> say.accept(would + "removed: " + name));
        if (todo.keep().isEmpty() && todo.remove().isEmpty()) {
            say.accept("nothing to do: the schedules are as the file says");
        }
    }
}
