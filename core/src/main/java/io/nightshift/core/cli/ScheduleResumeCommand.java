package io.nightshift.core.cli;

import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule resume}. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Its times count again.")
final class ScheduleResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "A schedule.")
    String name = "";

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            Schedule schedule = ScheduleShowCommand.find(store, name).resumed();
            store.keepSchedule(schedule);
            System.out.println("resumed: " + name + ", " + ScheduleTimes.next(schedule, store.storeTime()));
        }
        return ExitCode.OK;
    }
}
