package io.nightshift.core.cli;

import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.store.Store;
import io.nightshift.inventory.yaml.DidYouMean;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a schedule, its rules, and what became of its last times.")
final class ScheduleShowCommand implements Callable<Integer> {
    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "How many of its last times (20).")
    int number = 20;

    @Parameters(paramLabel = "NAME", description = "A schedule.")
    String name = "";

    @Override
    public Integer call() {
        PrintStream out = System.out;
        try (Store store = Workbench.store()) {
            Schedule schedule = find(store, name);
            out.println("schedule  " + schedule.name()
                    + (schedule.pausedBy() == null ? "" : "  (paused by " + schedule.pausedBy() + ")"));
            out.println("when      " + schedule.timing() + ", " + schedule.zone());
            out.println("          " + ScheduleTimes.next(schedule, store.storeTime()));
            out.println("rules     starts at most " + ScheduleTimes.text(schedule.deadline()) + " late; missed: "
                    + schedule.missed().name().toLowerCase(Locale.ROOT) + "; overlap: "
                    + schedule.overlap().name().toLowerCase(Locale.ROOT));
            out.println(
                    "runs      nightshift " + String.join(" ", schedule.order().words()));
            out.println("          in " + schedule.order().folder() + ", for "
                    + schedule.order().user()
                    + (schedule.order().agent() == null
                            ? ""
                            : ", with the agent at " + schedule.order().agent()));
            if (schedule.source() != null) {
                out.println("kept in   " + schedule.source());
            }
            List<Firing> firings = store.firings(name, number);
            if (!firings.isEmpty()) {
                out.println();
            }
            for (Firing firing : firings) {
                out.println(ScheduleTimes.both(firing.nominal(), schedule.zoneId())
                        + (firing.ordered() ? "  by hand  " : "  ")
                        + shown(firing));
            }
        }
        return ExitCode.OK;
    }

    /** What became of a time, in a few words. */
    static String shown(Firing firing) {
        Integer code = firing.exitCode();
        return switch (firing.state()) {
            case ENDED -> "run " + firing.run() + (code == null || code == 0 ? " well" : " exit " + code);
            case CLAIMED ->
                "run " + firing.run() + " going on"
                        + (firing.node() == null || firing.node().isEmpty() ? "" : " on " + firing.node());
            case SKIPPED -> "skipped: " + Shown.line(String.valueOf(firing.reason()));
            case WAITS_FOR_RUN, WAITS_FOR_WINDOW -> "waits: " + Shown.line(String.valueOf(firing.reason()));
        };
    }

    static Schedule find(Store store, String name) {
        return store.schedule(name).orElseThrow(() -> {
            List<String> names = store.schedules().stream().map(Schedule::name).toList();
            return new Failure("error: there is no schedule `" + name + "`\nhint: "
                    + DidYouMean.hint(name, names, "`nightshift schedule list` lists them"));
        });
    }
}
