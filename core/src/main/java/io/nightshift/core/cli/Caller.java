package io.nightshift.core.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who gives a command: somebody at a terminal, or a schedule that nobody watches.
 *
 * @param words as typed; only ever stored encrypted
 * @param folder the working directory
 * @param terminal who can be asked
 * @param asides for what is said beside the output
 */
record Caller(
        List<String> words,
        Path folder,
        Terminal terminal,
        PrintStream asides,
        Map<String, String> environment,
        String user) {
    /** The one who started this process. */
    static Caller typed() {
        return typed(Path.of("").toAbsolutePath());
    }

    static Caller typed(Path folder) {
        return new Caller(
                CommandLines.typed(),
                folder,
                new Terminal(),
                System.err,
                System.getenv(),
                System.getProperty("user.name", ""));
    }

    /**
     * Nobody who could be asked anything.
     *
     * @param agent the socket of an SSH agent that may be used; the one of this process's environment never is
     */
    static Caller nobody(List<String> words, Path folder, PrintStream asides, @Nullable String agent, String user) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("SSH_AUTH_SOCK");
        if (agent != null) {
            environment.put("SSH_AUTH_SOCK", agent);
        }
        return new Caller(List.copyOf(words), folder, Terminal.nobody(), asides, Map.copyOf(environment), user);
    }
}
