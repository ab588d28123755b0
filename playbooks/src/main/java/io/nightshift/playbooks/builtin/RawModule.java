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

/** {@code raw}: text goes to the login shell as it is, for hosts that lack what every other step needs. */
final class RawModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "raw",
                    "Runs text with the login shell, for hosts that lack the usual tools.",
                    CommandParameters.FREE_TEXT,
                    Parameter.path("executable", "Another shell than the login shell."))
            .freeForm(CommandTask.FREE_TEXT);

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        CommandTask task = new CommandTask(args);
        if (task.text().isBlank()) {
            return Plan.fail("no command given");
        }
        return Plan.of(new CommandChange.Run(
                new Program.ShellText(task.text(), args.optional("executable").orElse(null)),
                null,
                null,
                args.settings().environment(),
                args.settings().undo(),
                true));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        CommandTask task = new CommandTask(args);
        return task.result(task.text(), before, done);
    }
}
