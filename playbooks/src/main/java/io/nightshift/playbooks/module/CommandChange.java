package io.nightshift.playbooks.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes whose effect only a command knows. */
public sealed interface CommandChange extends Change {
    @Override
    default boolean touches(Probe probe) {
        return true;
    }

    /**
     * The playbook's own command.
     *
     * @param directory where it runs, null for the user's home
     * @param undo the task's {@code undo:} as shell text, null for none
     * @param raw run directly by the login shell's rules, for hosts that lack what tickets need
     */
    record Run(
            Program program,
            @Nullable String directory,
            @Nullable String stdin,
            Map<String, String> environment,
            @Nullable String undo,
            boolean raw)
            implements CommandChange {
        public Run {
            environment = Map.copyOf(environment);
        }

        @Override
        public String describe() {
            if (program instanceof Program.Argv argv) {
                return "run " + String.join(" ", argv.words());
            }
            if (program instanceof Program.ShellText shell) {
                return "run " + shell.text().strip().lines().findFirst().orElse("");
            }
            return "run a script";
        }

        @Override
        public Undo wayBack() {
            return undo == null ? new Undo.Impossible("a command without undo:") : Undo.RECORDED;
        }
    }

    /**
     * A tool that has a command of its own for each direction (mysql_user, ufw, lvol …); the module computed the way back from its readings.
     *
     * @param stdin may be secret, never in argv
     * @param undoArgv null: nothing to bring back
     * @param confirm a command that succeeds exactly when the change is in place, for crash recovery; null for none
     */
    record Tool(
            String summary,
            List<String> argv,
            @Nullable String stdin,
            @Nullable List<String> undoArgv,
            @Nullable String undoStdin,
            @Nullable List<String> confirm)
            implements CommandChange {
        public Tool {
            argv = List.copyOf(argv);
        }

        @Override
        public String describe() {
            return summary;
        }

        @Override
        public Undo wayBack() {
            return undoArgv == null ? Undo.NOT_NEEDED : Undo.RECORDED;
        }
    }

    /**
     * A request that changes something where it goes (POST, PUT, DELETE …), sent from the host's place in the network. The outcome is
     * {@link Outcome.Done} for every response: its status is the response's, its stdout the body, its stderr the headers, one
     * {@code Name: value} a line. Without a response it is {@link Outcome.Failed}.
     */
    record SendHttp(HttpRequest request) implements CommandChange {
        @Override
        public String describe() {
            return request.method() + " " + request.url();
        }

        @Override
        public Undo wayBack() {
            return new Undo.Impossible("a request cannot be taken back");
        }
    }
}
