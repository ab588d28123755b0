package io.nightshift.core.cli;

import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduleReader;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.schedule.Written;
import io.nightshift.core.store.Store;
import io.nightshift.inventory.yaml.Diagnostics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift schedule add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Adds a schedule, or changes the one of this name. What it runs is read and checked, and the credentials are",
            "proved by logging in to every host: nobody will be there to answer a question.",
            "",
            "  nightshift schedule add nightly --every weekday --at 22:00 -- run site.yml -i hosts.ini"
        })
final class ScheduleAddCommand implements Callable<Integer> {
    @Option(
            names = "--cron",
            paramLabel = "LINE",
            description =
                    "When, as a cron line: second minute hour day-of-month month day-of-week, or a crontab's five.")
    @Nullable
    String cron;

    @Option(
            names = "--every",
            paramLabel = "DAYS",
            description = "On which days: day, weekday, weekend, mon,thu, mon-fri, `second tuesday`, `last day`.")
    @Nullable
    String every;

    @Option(names = "--at", paramLabel = "TIMES", description = "At what time of day: 22:00, or 06:00,22:00.")
    @Nullable
    String at;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose time, such as Europe/London (this machine's).")
    @Nullable
    String zone;

    @Option(names = "--deadline", paramLabel = "TIME", description = "How late it may start (1h).")
    @Nullable
    String deadline;

    @Option(
            names = "--missed",
            paramLabel = "RULE",
            description =
                    "When no serve was up: next (in the hosts' next maintenance window, the default), skip, or now.")
    @Nullable
    String missed;

    @Option(
            names = "--overlap",
            paramLabel = "RULE",
            description = "While the run before still goes on: wait (the default), or skip.")
    @Nullable
    String overlap;

    @Option(
            names = "--agent",
            paramLabel = "SOCKET",
            description = "An SSH agent that serve may ask; the one of this shell is not serve's.")
    @Nullable
    String agent;

    @Option(
            names = "--drift",
            description =
                    "Only look: the run is made with --drift, and `nightshift drift NAME` shows what has changed.")
    boolean drift;

    @Option(names = "--no-proof", description = "Do not log in to the hosts now.")
    boolean noProof;

    @Parameters(index = "0", paramLabel = "NAME", description = "What it is called.")
    String name = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "run PLAYBOOK …",
            description = "What is run, after --: a run with its options.")
    List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        if (drift && OrderedWords.command(words) instanceof RunCommand ordered && !ordered.run.drift) {
            words = new ArrayList<>(words);
            words.add(1, "--drift");
        }
        ScheduledOrder order = new ScheduledOrder(
                words,
                Path.of("").toAbsolutePath().toString(),
                System.getProperty("user.name", ""),
                agent == null ? null : Path.of(agent).toAbsolutePath().toString());
        Schedule schedule = schedule(order);
        Unattended unattended = new Unattended(System.err);
        if (noProof) {
            unattended.check(order);
        } else {
            unattended.prove(order, System.out::println);
        }
        try (Store store = Workbench.store()) {
            Optional<Schedule> before = store.schedule(name);
            before.map(Schedule::source).ifPresent(file -> {
                throw new Failure("error: `" + name + "` is kept in " + file
                        + "\nhint: change it there, and `nightshift schedule apply` it");
            });
            store.keepSchedule(before.map(schedule::inPlaceOf).orElse(schedule));
            System.out.println((before.isPresent() ? "changed: " : "added: ") + name + ", "
                    + ScheduleTimes.next(schedule, store.storeTime()));
        }
        return ExitCode.OK;
    }

    private Schedule schedule(ScheduledOrder order) {
        Diagnostics problems = new Diagnostics();
        Map<String, Written> said = new LinkedHashMap<>();
        say(said, problems, "cron", cron);
        say(said, problems, "every", every);
        say(said, problems, "at", at);
        say(said, problems, "zone", zone);
        say(said, problems, "deadline", deadline);
        say(said, problems, "missed", missed);
        say(said, problems, "overlap", overlap);
        problems.keepSource("NAME", name);
        return new ScheduleReader(
                        problems, ZoneId.systemDefault(), Clock.systemUTC().instant())
                .read(Written.option("NAME", name), said, order, null)
                .orElseThrow(() -> new Failure(problems.render().stripTrailing()));
    }

    private static void say(Map<String, Written> said, Diagnostics problems, String key, @Nullable String text) {
        if (text != null) {
            problems.keepSource("--" + key, text);
            said.put(key, Written.option("--" + key, text));
        }
    }
}
