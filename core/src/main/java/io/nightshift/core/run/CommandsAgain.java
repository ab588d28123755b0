package io.nightshift.core.run;

import io.nightshift.core.transport.ShellQuote;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Program;
import java.util.stream.Collectors;

/** {@code undo: again}: after everything else was undone, the command runs once more, as a restart does. */
final class CommandsAgain {
    private static final String WORD = "again";

    private CommandsAgain() {}

    static boolean isAskedFor(Task task) {
        return WORD.equals(task.undo());
    }

    /** The same command with itself as its way back; anything else as it is. */
    static Change of(Change change, Task task) {
        if (!isAskedFor(task) || !(change instanceof CommandChange.Run run)) {
            return change;
        }
        return new CommandChange.Run(
                run.program(), run.directory(), run.stdin(), run.environment(), text(run.program()), run.raw());
    }

    private static String text(Program program) {
        if (program instanceof Program.Argv argv) {
            return argv.words().stream().map(ShellQuote::quote).collect(Collectors.joining(" "));
        }
        if (program instanceof Program.ShellText shell) {
            String executable = shell.executable();
            return executable == null || executable.endsWith("/sh")
                    ? shell.text()
                    : ShellQuote.quote(executable) + " -c " + ShellQuote.quote(shell.text());
        }
        return ":"; // a script's text is gone with its ticket; nothing is better than a part of it
    }
}
