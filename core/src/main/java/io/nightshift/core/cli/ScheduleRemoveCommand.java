package io.nightshift.core.cli;

import io.nightshift.core.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Removes a schedule; what became of its times stays in the record.")
final class ScheduleRemoveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "A schedule.")
    String name = "";

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            ScheduleShowCommand.find(store, name);
            store.removeSchedule(name);
            System.out.println("removed: " + name);
        }
        return ExitCode.OK;
    }
}
