package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Program;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code command}: a program is run with its arguments, without a shell between. */
final class CommandModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "command",
                    "Runs a program on the host, without a shell.",
                    CommandParameters.FREE_TEXT,
                    Parameter.string("cmd", "The command line; words are split as a shell would."),
                    Parameter.of("argv", Parameter.Type.LIST, "The command as a list of words."),
                    CommandParameters.CHDIR,
                    CommandParameters.CREATES,
                    CommandParameters.REMOVES,
                    CommandParameters.STDIN,
                    CommandParameters.NEWLINE,
                    CommandParameters.STRIP,
                    Parameter.flag(
                            "expand_argument_vars", true, "Put in `$VARIABLES` of the host and home directories."),
                    Parameter.string("executable", "Accepted and without effect; use `shell` to choose one."),
                    CommandParameters.WARN)
            .freeForm(CommandTask.FREE_TEXT)
            .exclusive(CommandTask.FREE_TEXT, "cmd", "argv");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return new CommandTask(args).conditions();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        CommandTask task = new CommandTask(args);
        List<String> words = words(args, task);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            return Plan.fail("no command given");
        }
        if (task.needless(now).isPresent()) {
            return Plan.nothing();
        }
        HostEnvironment environment = new HostEnvironment(args.settings());
        if (args.flag("expand_argument_vars")) {
            List<Probe> unknown = environment.unknown(words, now);
            if (!unknown.isEmpty()) {
                return new Plan.Ask(unknown);
            }
            words = words.stream().map(word -> environment.expand(word, now)).toList();
        }
        return Plan.of(new CommandChange.Run(
                new Program.Argv(words),
                task.directory(),
                task.stdin(),
                args.settings().environment(),
                args.settings().undo(),
                false));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        CommandTask task = new CommandTask(args);
        return task.result(words(args, task), before, done);
    }

    private static List<String> words(Args args, CommandTask task) {
        return args.has("argv")
                ? args.list("argv").stream().map(String::valueOf).toList()
                : CommandWords.split(task.text());
    }
}
