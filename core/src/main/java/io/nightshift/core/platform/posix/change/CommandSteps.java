package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.PreparedStep.Upload;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.posix.change.StepText.TicketFile;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Commands. Text for a shell and scripts are files of the ticket, so that no argument list shows them. Forks: ticket, the
 * watched process (three) with its watcher (two), the command, status, and two to show output.
 */
final class CommandSteps {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private CommandSteps() {}

    static StepText run(HostProfile host, Ticket ticket, CommandChange.Run change) {
        List<TicketFile> files = new ArrayList<>();
        List<Upload> uploads = new ArrayList<>();
        StringBuilder act = new StringBuilder(surroundings(change.directory(), change.environment()));
        String input = input(change.stdin(), files);
        if (change.program() instanceof Program.Argv argv) {
            act.append(found(argv.words().get(0))).append("exec ").append(words(argv.words()));
        } else if (change.program() instanceof Program.ShellText shell) {
            files.add(new TicketFile("script", HostText.encode(shell.text() + "\n")));
            String executable = shell.executable();
            act.append("exec ")
                    .append(word(executable == null ? "/bin/sh" : executable))
                    .append(" \"$_ns_t/script\"");
        } else if (change.program() instanceof Program.Script script) {
            act.append(script(host, ticket, script, files, uploads));
        }
        act.append(input);
        if (!uploads.isEmpty()) {
            act.append("\n_ns_rc=$?\nrm -f -- ")
                    .append(word(uploads.get(0).path()))
                    .append("\nreturn $_ns_rc");
        }
        String undo = change.undo() == null
                ? null
                : surroundings(change.directory(), change.environment()) + "( eval " + word(change.undo())
                        + " ) </dev/null";
        StepText text = StepText.slow(Set.of(), ":", act.toString(), undo).withFiles(files);
        return uploads.isEmpty() ? text.withoutRoom() : text.withoutRoom().withUploads(uploads);
    }

    /** The uploaded or written script, run by its own first line or by the executable named. */
    private static String script(
            HostProfile host, Ticket ticket, Program.Script script, List<TicketFile> files, List<Upload> uploads) {
        String path = "\"$_ns_t/script\"";
        // Not into the ticket: that must not be there before the step makes it.
        String sent = host.ticketBase() + "/.upload-" + Names.id(ticket);
        if (script.content() instanceof Content.Bytes inMemory && inMemory.size() <= WriteSteps.INLINE) {
            files.add(new TicketFile("script", inMemory.bytes()));
        } else {
            path = word(sent);
            uploads.add(new Upload(sent, script.content()));
        }
        String executable = script.executable();
        String call = executable == null ? path : executable + " " + path;
        return "chmod 700 " + path + " && " + call + " " + words(script.arguments());
    }

    static StepText tool(CommandChange.Tool change) {
        List<TicketFile> files = new ArrayList<>();
        String act = "exec " + words(change.argv()) + input(change.stdin(), files);
        List<String> back = change.undoArgv();
        String undo = null;
        if (back != null) {
            String undoInput = change.undoStdin();
            // The journal's undo text holds no secret: what the way back reads stays in the ticket.
            if (undoInput != null) {
                files.add(new TicketFile("undo.stdin", HostText.encode(undoInput)));
            }
            undo = "( " + words(back) + " ) <" + (undoInput == null ? "/dev/null" : "\"$_ns_t/undo.stdin\"")
                    // What failed may never have been done; then there is nothing to take back.
                    + " || { read -r _ns_x <\"$_ns_t/rc\" && [ \"$_ns_x\" != 0 ]; }";
        }
        return StepText.slow(Set.of(), ":", act, undo).withoutRoom().withFiles(files);
    }

    private static String input(@Nullable String stdin, List<TicketFile> files) {
        if (stdin == null) {
            return "";
        }
        files.add(new TicketFile("stdin", HostText.encode(stdin)));
        return " <\"$_ns_t/stdin\"";
    }

    /** Directory and environment, as shell text. */
    static String surroundings(@Nullable String directory, Map<String, String> environment) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (!VARIABLE.matcher(variable.getKey()).matches()) {
                out.append("printf '%s\\n' ")
                        .append(word("`" + variable.getKey() + "` cannot be the name of an environment variable"))
                        .append(" >&2; return 1\n");
            } else {
                out.append("export ")
                        .append(variable.getKey())
                        .append('=')
                        .append(word(variable.getValue()))
                        .append('\n');
            }
        }
        out.append(
                directory == null
                        ? "cd \"$HOME\" 2>/dev/null || cd /\n"
                        : "cd -- " + word(directory) + " 2>/dev/null || { printf '%s\\n' "
                                + word(Program.NO_DIRECTORY + directory) + " >&2; return 1; }\n");
        return out.toString();
    }

    /** A program that is not there is told apart from one that ends with 127. */
    private static String found(String program) {
        return "command -v " + word(program) + " >/dev/null 2>&1 || { printf '%s\\n' "
                + word(Program.NOT_FOUND + program) + " >&2; return 127; }\n";
    }
}
