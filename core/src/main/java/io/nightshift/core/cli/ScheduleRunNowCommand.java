package io.nightshift.core.cli;

import io.nightshift.core.run.RunIds;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.store.Store;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule run-now}. */
@Command(
        name = "run-now",
        mixinStandardHelpOptions = true,
        description = "Lets a serve make the run of a schedule at once, and prints the run's name.")
final class ScheduleRunNowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "A schedule.")
    String name = "";

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            Schedule schedule = ScheduleShowCommand.find(store, name);
            System.out.println(order(store, name, schedule.order()));
        }
        return ExitCode.OK;
    }

    /** Hands a run over to whichever {@code serve} takes it; returns its name. */
    static String order(Store store, String schedule, ScheduledOrder order) {
        Instant now = store.storeTime();
        String run = RunIds.next(now, ZoneId.systemDefault(), new SecureRandom());
        store.orderFiring(new Claim(schedule, now, true, run, order, ""));
        return run;
    }
}
