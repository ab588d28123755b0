package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Program;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command without a ticket, for hosts that lack what tickets need. Nothing may be appended to its script: all output is its own. */
record RawStep(CommandChange.Run run) implements PreparedStep {
    @Override
    public List<Upload> uploads() {
        return List.of();
    }

    @Override
    public String script() {
        String surroundings =
                CommandSteps.surroundings(run.directory(), run.environment()).replace("return 1", "exit 1");
        if (run.program() instanceof Program.Argv argv) {
            return "(" + surroundings + words(argv.words()) + "\n)";
        }
        if (run.program() instanceof Program.ShellText shell) {
            String executable = shell.executable();
            return "(" + surroundings + (executable == null ? "eval " : word(executable) + " -c ") + word(shell.text())
                    + "\n)";
        }
        throw new IllegalArgumentException("a script of the controller cannot be run raw");
    }

    @Override
    public @Nullable String undoScript() {
        return run.undo() == null ? null : "( eval " + word(run.undo()) + " )";
    }

    @Override
    public Answer answer(Frame frame, Instant started, Instant ended) {
        return new Answer.Ended(new Outcome.Done(
                run, frame.status(), frame.stdout().text(), frame.stderr().text(), started, ended));
    }
}
