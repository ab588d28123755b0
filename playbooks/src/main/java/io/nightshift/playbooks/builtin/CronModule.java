package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.AccountChange.SetCrontab;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.FileChange.RemovePath;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Jobs and variables of a user's crontab, or of a file in {@code /etc/cron.d}. */
final class CronModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "cron",
                    "Keeps jobs in crontabs.",
                    Parameter.string("name", "What the job is called; it is found again by this name.")
                            .must(),
                    Parameter.string("job", "The command, or the value of a variable.")
                            .alias("value"),
                    Parameter.string("state", "Whether the job is to be there.")
                            .or("present")
                            .oneOf("present", "absent"),
                    Parameter.string("user", "Whose crontab; without it, that of the user the task acts as."),
                    Parameter.path(
                            "cron_file", "A file to use instead; a bare name is in `/etc/cron.d`. Needs `user`."),
                    Parameter.string("minute", "0-59, `*`, `*/5` and so on.").or("*"),
                    Parameter.string("hour", "0-23, `*`, `*/2` and so on.").or("*"),
                    Parameter.string("day", "Day of the month: 1-31, `*` and so on.")
                            .or("*")
                            .alias("dom"),
                    Parameter.string("month", "1-12, `*` and so on.").or("*"),
                    Parameter.string("weekday", "0-6 from Sunday, `*` and so on.")
                            .or("*")
                            .alias("dow"),
                    Parameter.string("special_time", "A name in place of the five times.")
                            .oneOf("annually", "daily", "hourly", "monthly", "reboot", "weekly", "yearly"),
                    Parameter.flag("disabled", false, "Keep the job, but commented out."),
                    Parameter.flag("env", false, "It is a variable of the crontab, not a job."),
                    Parameter.string("insertafter", "With `env`: put it after this variable."),
                    Parameter.string("insertbefore", "With `env`: put it before this variable."),
                    Parameter.flag(
                            "backup",
                            false,
                            "Leave a copy of a `cron_file` beside it. Crontabs of users are kept for undo in any case."))
            .exclusive("insertafter", "insertbefore");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return file(args).map(TextFile::probes).orElseGet(() -> List.of(new Probe.Crontab(user(args))));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            check(args);
            Crontab table = read(args, host);
            String old = table.text();
            Crontab edited = edit(args, table);
            if (edited.text().equals(old)) {
                return Plan.nothing();
            }
            if (file(args).isEmpty()) {
                return Plan.of(new SetCrontab(user(args), edited.isEmpty() ? null : edited.text()));
            }
            TextFile file = TextFile.read(host, file(args).get());
            return edited.isEmpty() && args.string("state").equals("absent")
                    ? Plan.of(new RemovePath(file.path()))
                    : Plan.of(file.become(host, FileAttributes.NONE, edited.text(), null, args.flag("backup")));
        });
    }

    private static void check(Args args) {
        boolean present = args.string("state").equals("present");
        boolean times = Stream.of("minute", "hour", "day", "month", "weekday")
                .anyMatch(time -> !args.string(time).equals("*"));
        if (args.has("special_time") && times) {
            throw new ModuleFailure("give either `special_time` or minute, hour, day, month and weekday, not both");
        }
        if (args.optional("cron_file").orElse("").equals("/etc/crontab")) {
            throw new ModuleFailure("/etc/crontab belongs to the system; use a file of its own in /etc/cron.d");
        }
        if (present && args.has("cron_file") && !args.has("user")) {
            throw new ModuleFailure("a job in a `cron_file` needs `user`, who it runs as");
        }
        if (present && !args.has("job")) {
            throw new ModuleFailure("`state: present` needs `job`, the command to run (or with `env` the value)");
        }
        if ((args.has("insertafter") || args.has("insertbefore")) && !args.flag("env")) {
            throw new ModuleFailure("`insertafter` and `insertbefore` place variables, so they need `env: true`");
        }
        if (args.flag("env") && args.string("name").contains(" ")) {
            throw new ModuleFailure("`" + args.string("name") + "` cannot be the name of a variable");
        }
        if (present && args.string("job").strip().contains("\n")) {
            throw new ModuleFailure("a job is one line, but `job` has several; put them into a script");
        }
    }

    private static Crontab read(Args args, HostView host) {
        Optional<String> file = file(args);
        if (file.isPresent()) {
            return Crontab.of(TextFile.read(host, file.get()).textOrEmpty());
        }
        Probe.Crontab probe = new Probe.Crontab(user(args));
        return Crontab.ofUser(host.need(probe).readings().crontab(probe).orElse(""));
    }

    private static Crontab edit(Args args, Crontab table) {
        String name = args.string("name");
        boolean present = args.string("state").equals("present");
        if (args.flag("env")) {
            return present
                    ? table.withVariable(
                            name,
                            args.string("job"),
                            args.optional("insertafter").orElse(null),
                            args.optional("insertbefore").orElse(null))
                    : table.withoutVariable(name);
        }
        return present ? table.withJob(name, line(args)) : table.withoutJob(name);
    }

    private static String line(Args args) {
        String when = args.has("special_time")
                ? "@" + args.string("special_time")
                : String.join(
                        " ",
                        args.string("minute"),
                        args.string("hour"),
                        args.string("day"),
                        args.string("month"),
                        args.string("weekday"));
        String who = args.has("cron_file") ? user(args) + " " : "";
        return (args.flag("disabled") ? "#" : "") + when + " " + who
                + args.string("job").strip();
    }

    private static Optional<String> file(Args args) {
        return args.optional("cron_file").map(name -> name.startsWith("/") ? name : "/etc/cron.d/" + name);
    }

    private static String user(Args args) {
        return args.optional("user").orElse(args.settings().user());
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done);
        if (result.failed()) {
            return result;
        }
        Crontab table = edit(args, read(args, new HostView(before)));
        result = result.with("jobs", table.jobs()).with("envs", table.variables());
        return args.has("cron_file") ? result.with("cron_file", args.string("cron_file")) : result;
    }
}
