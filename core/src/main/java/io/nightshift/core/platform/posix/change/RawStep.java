package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.StepRequest;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Program;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command without a ticket, for hosts that lack what tickets need. Nothing may be appended to its script: all output is its own. */
record RawStep(StepRequest request, CommandChange.Run run) implements PreparedStep {
    @Override
    public List<Upload> uploads() {
        return List.of();
    }

    @Override
    public String announce(Upload upload) {
        return ":";
    }

    @Override
    public String withdraw(Upload upload) {
        return ":";
    }

    @Override
    public String script() {
        String id = Names.id(request.ticket());
        return "(_ns_id=" + id + " _ns_cg= _ns_g= _ns_limit="
                + Math.max(1, request.limit().toSeconds()) + "\n" + Library.text("family")
                + "if command -v setsid >/dev/null; then _ns_g=-; fi\n"
                + "NIGHTSHIFT_STEP=$_ns_id ${_ns_g:+setsid} sh <<'_ns_" + id + "' &\n{\n" + body()
                + "\n} </dev/null\n_ns_"
                + id + "\n" + Library.text("raw") + ")";
    }

    private String body() {
        String surroundings =
                CommandSteps.surroundings(run.directory(), run.environment()).replace("return 1", "exit 1");
        if (run.program() instanceof Program.Argv argv) {
            return surroundings + words(argv.words());
        }
        if (run.program() instanceof Program.ShellText shell) {
            String executable = shell.executable();
            return surroundings + (executable == null ? "eval " : word(executable) + " -c ") + word(shell.text());
        }
        throw new IllegalArgumentException("a script of the controller cannot be run raw");
    }

    @Override
    public @Nullable String undoScript() {
        return run.undo() == null ? null : "( eval " + word(run.undo()) + " )";
    }

    @Override
    public Answer answer(Frame frame, Instant started, Instant ended) {
        String late = "\036" + Names.id(request.ticket()) + "\036";
        // As much as the ticket of a step gives away, see ticket.sh.
        String stdout = frame.stdout().shortened(4 << 20).text();
        String stderr = frame.stderr().shortened(2 << 20).text();
        if (stderr.endsWith(late)) {
            return new Answer.TimedOut(stdout, stderr.substring(0, stderr.length() - late.length()));
        }
        return new Answer.Ended(new Outcome.Done(run, frame.status(), stdout, stderr, started, ended));
    }
}
