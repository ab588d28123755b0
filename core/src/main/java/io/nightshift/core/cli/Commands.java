package io.nightshift.core.cli;

import io.nightshift.core.store.StoreException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and what their ends mean to the process. */
@Command(
        name = "nightshift",
        description =
                "Rolls software and configuration out to hosts over SSH, and brings every host back if it goes wrong.",
        versionProvider = Commands.Versions.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 all well, 1 a host failed, 2 the input is wrong and nothing ran,",
            "3 a bug of Nightshift, 4 a host is UNKNOWN or could not be rolled back,",
            "5 hosts are waiting or parked, 130 interrupted.",
        })
final class Commands implements Runnable {
    /** In the order of the help. */
    private static final List<Class<?>> ALL = List.of(
            RunCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            TrialCommand.class,
            ResumeCommand.class,
            ConfirmCommand.class,
            ValidateCommand.class,
            RollbackCommand.class,
            RolloutCommand.class,
            RunsCommand.class,
            ScheduleCommand.class,
            ServeCommand.class,
            ReportCommand.class,
            ExecCommand.class,
            InventoryCommand.class,
            WindowsCommand.class,
            DocCommand.class,
            VaultCommand.class,
            PruneCommand.class,
            NotifyCommand.class,
            DriftCommand.class,
            DemoCommand.class);

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** The commands and their options, ready for these words. Where the first names a command, it is the only one: others take time. */
    static CommandLine line(String... words) {
        CommandLine line = new CommandLine(new Commands());
        String first = words.length == 0 ? "" : words[0];
        List<Class<?>> named =
                ALL.stream().filter(command -> name(command).equals(first)).toList();
        (named.isEmpty() ? ALL : named).forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setPosixClusteredShortOptionsAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExpandAtFiles(false); // `-e @FILE` is ours
        line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().mixinStandardHelpOptions(true));
        return line;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    static int execute(String[] args) {
        CommandLine line = line(args);
        line.setParameterExceptionHandler((problem, arguments) -> {
            System.err.println("error: " + problem.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(problem, System.err);
            System.err.println("hint: nightshift " + name(problem.getCommandLine()) + "--help");
            return ExitCode.WRONG_INPUT;
        });
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof Failure || problem instanceof StoreException) {
                String message = String.valueOf(problem.getMessage());
                System.err.println(
                        message.startsWith("error") || message.contains("error:") ? message : "error: " + message);
                return ExitCode.WRONG_INPUT;
            }
            LoggerFactory.getLogger(Commands.class).error("a bug of Nightshift", problem);
            System.err.println("error: a bug of Nightshift: " + Shown.line(String.valueOf(problem)));
            System.err.println("hint: every host's journal is safe; see `nightshift runs`");
            return ExitCode.BUG;
        });
        return line.execute(args);
    }

    private static String name(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    /** The version as picocli asks for it. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nightshift " + Version.text()};
        }
    }
}
