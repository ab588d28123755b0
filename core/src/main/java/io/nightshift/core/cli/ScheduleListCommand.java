package io.nightshift.core.cli;

import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.store.Store;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code nightshift schedule list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists schedules: when each is due next, and how its last time went.")
final class ScheduleListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object a line, for machines.")
    boolean json;

    @Override
    public Integer call() {
        try (Store store = Workbench.store()) {
            List<Schedule> schedules = store.schedules();
            Instant now = store.storeTime();
            if (schedules.isEmpty() && !json) {
                System.out.println("no schedules yet");
            } else if (!json) {
                System.out.println(String.format("%-20s %-50s %-18s %s", "SCHEDULE", "NEXT", "UTC", "LAST"));
            }
            for (Schedule schedule : schedules) {
                Firing last =
                        store.firings(schedule.name(), 1).stream().findFirst().orElse(null);
                if (json) {
                    System.out.println(JsonMapper.builder().build().writeValueAsString(map(schedule, last, now)));
                    continue;
                }
                Instant next = schedule.next(now).orElse(null);
                String pausedBy = schedule.pausedBy();
                System.out.println(String.format(
                        "%-20s %-50s %-18s %s",
                        schedule.name(),
                        pausedBy != null
                                ? "paused by " + pausedBy
                                : next == null
                                        ? "never again"
                                        : ScheduleTimes.local(next, schedule.zoneId()) + " " + schedule.zone(),
                        next == null || pausedBy != null ? "" : ScheduleTimes.utc(next),
                        last == null ? "-" : ScheduleShowCommand.shown(last)));
            }
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> map(Schedule schedule, @Nullable Firing last, Instant now) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schedule", schedule.name());
        all.put("when", schedule.timing().toString());
        all.put("zone", schedule.zone());
        schedule.next(now).ifPresent(next -> all.put("next", next.toString()));
        if (schedule.pausedBy() != null) {
            all.put("paused_by", schedule.pausedBy());
        }
        if (last != null) {
            all.put("last", last.nominal().toString());
            all.put("last_state", last.state().name());
            if (last.run() != null) {
                all.put("last_run", last.run());
            }
            if (last.exitCode() != null) {
                all.put("last_exit_code", last.exitCode());
            }
        }
        return all;
    }
}
