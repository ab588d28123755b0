package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Controller;
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

/** {@code script}: a script of the controller is taken to the host and run there. */
final class ScriptModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "script",
                    "Runs a script of the controller on the host.",
                    CommandParameters.FREE_TEXT,
                    Parameter.string("cmd", "The script's name on the controller, and its arguments."),
                    CommandParameters.CHDIR,
                    CommandParameters.CREATES,
                    CommandParameters.REMOVES,
                    Parameter.string("executable", "What runs it, instead of its own `#!` line."),
                    Parameter.flag("decrypt", true, "Accepted; vaulted scripts are opened anyway."))
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
        List<String> words = CommandWords.split(task.text());
        if (words.isEmpty()) {
            return Plan.fail("no script given");
        }
        if (task.needless(now).isPresent()) {
            return Plan.nothing();
        }
        Program script = new Program.Script(
                args.controller().file(words.get(0), Controller.Kind.FILES),
                words.subList(1, words.size()),
                args.optional("executable").orElse(null));
        return Plan.of(new CommandChange.Run(
                script,
                task.directory(),
                null,
                args.settings().environment(),
                args.settings().undo(),
                false));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        CommandTask task = new CommandTask(args);
        Result result = task.result(task.text(), before, done);
        if (!done.isEmpty()) {
            return result;
        }
        boolean created = String.valueOf(result.message()).endsWith(" exists");
        String option = created ? "creates" : "removes";
        return result.asSkipped()
                .message(args.optional(option).orElse("")
                        + (created ? " exists, matching creates option" : " does not exist, matching removes option"));
    }
}
