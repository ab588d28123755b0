package io.nightshift.core.cli;

import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.store.Store;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule next}. */
@Command(
        name = "next",
        mixinStandardHelpOptions = true,
        description = "Says when a schedule is due next, in its zone and in UTC.")
final class ScheduleNextCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "A schedule.")
    String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "COUNT", description = "How many times (5).")
    int count = 5;

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            Schedule schedule = ScheduleShowCommand.find(store, name);
            @Nullable Instant next = schedule.next(store.storeTime()).orElse(null);
            for (int i = 0; i < count && next != null; i++) {
                System.out.println(ScheduleTimes.both(next, schedule.zoneId()));
                next = schedule.next(next).orElse(null);
            }
        }
        return ExitCode.OK;
    }
}
