package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.ShellQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line that starts {@code /bin/sh} as some user. It goes through the login shell, which may be fish or csh: only
 * plain words and single quotes. It shows in {@code ps}, so neither password nor script is ever in it.
 *
 * @param line what to run
 * @param terminal su and doas ask for a password on a terminal only
 * @param ready the word that the new shell says first; null where it says none
 * @param prompt what the program asks with; null where the program words its question itself
 */
record BecomeCommand(
        String line,
        boolean terminal,
        @Nullable String ready,
        @Nullable String prompt) {

    static BecomeCommand of(Become become, String ready, String prompt) {
        if (!(become instanceof Become.User user)) {
            return new BecomeCommand("exec /bin/sh", false, null, null);
        }
        boolean asks = user.password() != null;
        boolean terminal = asks && user.method() != Become.Method.SUDO;
        // On a terminal a shell would think itself interactive, with prompts and job control: +i tells dash and ash
        // that it
        // is not, stderr away from the terminal tells bash.
        String shell = "printf " + ready + ";exec /bin/sh" + (terminal ? " +i 2>/dev/null" : "");
        List<String> words =
                new ArrayList<>(List.of("exec", "env", "LC_ALL=C", user.method().program()));
        switch (user.method()) {
            case SUDO -> {
                words.addAll(asks ? List.of("-S", "-p", prompt) : List.of("-n"));
                words.add("-H");
                user.flags().forEach(flag -> words.add(ShellQuote.quote(flag)));
                words.addAll(List.of("-u", ShellQuote.quote(user.user()), "--", "/bin/sh", "-c"));
                words.add(ShellQuote.quote(shell));
                return new BecomeCommand(String.join(" ", words), false, ready, asks ? prompt : null);
            }
            case DOAS -> {
                if (!asks) {
                    words.add("-n");
                }
                user.flags().forEach(flag -> words.add(ShellQuote.quote(flag)));
                words.addAll(List.of("-u", ShellQuote.quote(user.user()), "--", "/bin/sh", "-c"));
                words.add(ShellQuote.quote(shell));
            }
            case SU -> {
                user.flags().forEach(flag -> words.add(ShellQuote.quote(flag)));
                words.addAll(List.of("-s", "/bin/sh", "-c", ShellQuote.quote(shell), ShellQuote.quote(user.user())));
            }
        }
        return new BecomeCommand(String.join(" ", words), terminal, ready, null);
    }
}
