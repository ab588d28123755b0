package io.nightshift.core.faults;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.schedule.Missed;
import io.nightshift.core.schedule.Overlap;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.schedule.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** A schedule that is due once, to the second. */
final class DueOnce {
    private DueOnce() {}

    /** Every step writes its round and number on its host. */
    static Schedule schedule(Path folder, DemoFleet fleet, int round, int steps, Instant due) throws IOException {
        StringBuilder playbook = new StringBuilder("- hosts: pcs\n  gather_facts: no\n  tasks:\n");
        for (int step = 1; step <= steps; step++) {
            playbook.append("    - shell: sleep 0.9; echo ")
                    .append(round)
                    .append('.')
                    .append(step)
                    .append(" >> ~/log\n      undo: \"true\"\n");
        }
        Path file = Files.writeString(folder.resolve("round" + round + ".yml"), playbook);
        ZonedDateTime at = due.atZone(ZoneOffset.UTC);
        return new Schedule(
                "round-" + round,
                Timing.cron(String.format(
                        "%d %d %d %d %d ? %d",
                        at.getSecond(),
                        at.getMinute(),
                        at.getHour(),
                        at.getDayOfMonth(),
                        at.getMonthValue(),
                        at.getYear())),
                "UTC",
                Duration.ofMinutes(5),
                Missed.NOW,
                Overlap.WAIT,
                new ScheduledOrder(
                        List.of("run", file.toString(), "-i", fleet.inventory().toString()),
                        folder.toString(),
                        "tech",
                        null),
                null,
                "tech",
                due.minusSeconds(2),
                null,
                null);
    }
}
