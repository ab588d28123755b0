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

/** {@code shell}: text is run by the host's shell, with pipes, redirections and variables. */
final class ShellModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "shell",
                    "Runs text with the host's shell.",
                    CommandParameters.FREE_TEXT,
                    Parameter.string("cmd", "The text for the shell."),
                    CommandParameters.CHDIR,
                    CommandParameters.CREATES,
                    CommandParameters.REMOVES,
                    CommandParameters.STDIN,
                    CommandParameters.NEWLINE,
                    CommandParameters.STRIP,
                    Parameter.path("executable", "Another shell than `/bin/sh`."),
                    CommandParameters.WARN)
            .freeForm(CommandTask.FREE_TEXT)
            .exclusive(CommandTask.FREE_TEXT, "cmd");

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
        if (task.text().isBlank()) {
            return Plan.fail("no command given");
        }
        if (task.needless(now).isPresent()) {
            return Plan.nothing();
        }
        return Plan.of(new CommandChange.Run(
                new Program.ShellText(task.text(), args.optional("executable").orElse(null)),
                task.directory(),
                task.stdin(),
                args.settings().environment(),
                args.settings().undo(),
                false));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        CommandTask task = new CommandTask(args);
        return task.result(task.text(), before, done);
    }
}
