package io.nightshift.core.cli;

import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule pause}. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Its times are recorded as skipped until it is resumed.")
final class SchedulePauseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "A schedule.")
    String name = "";

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            Schedule schedule = ScheduleShowCommand.find(store, name);
            store.keepSchedule(schedule.paused(System.getProperty("user.name", ""), store.storeTime()));
            System.out.println("paused: " + name);
        }
        return ExitCode.OK;
    }
}
