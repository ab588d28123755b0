package io.nightshift.core.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code nightshift schedule}: what is run again and again, and what became of it. */
@Command(
        name = "schedule",
        description = {
            "Runs that start by themselves, while a `nightshift serve` is up. Every time of a schedule becomes one run,",
            "or one recorded skip with its reason."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ScheduleAddCommand.class,
            ScheduleListCommand.class,
            ScheduleShowCommand.class,
            ScheduleNextCommand.class,
            SchedulePauseCommand.class,
            ScheduleResumeCommand.class,
            ScheduleRemoveCommand.class,
            ScheduleRunNowCommand.class,
            ScheduleApplyCommand.class
        })
final class ScheduleCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
