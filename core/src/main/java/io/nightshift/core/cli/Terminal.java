package io.nightshift.core.cli;

import io.nightshift.core.run.Prompter;
import io.nightshift.core.transport.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The person at the keyboard, if there is one. */
final class Terminal implements Prompter {
    /** Whether output goes to a screen that can be redrawn. */
    static boolean isInteractive() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public Optional<String> ask(String question, boolean echo) {
        Console console = System.console();
        if (console == null) {
            return fromTty(question);
        }
        String shown = question.endsWith(" ") ? question : question + ": ";
        if (echo) {
            return Optional.ofNullable(console.readLine("%s", shown));
        }
        char[] typed = console.readPassword("%s", shown);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    /** With output redirected the keyboard may still be there; passwords are then read from standard input, one line. */
    private static Optional<String> fromTty(String question) {
        try {
            if (System.in.available() == 0) {
                return Optional.empty();
            }
            System.err.println(question + ":");
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(new FileInputStream(java.io.FileDescriptor.in), StandardCharsets.UTF_8));
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A password; a clear failure where nobody can be asked. */
    Secret password(String question) {
        return ask(question, false)
                .map(Secret::of)
                .orElseThrow(() ->
                        new Failure("error: the " + question + " is asked for, and there is no terminal to ask at\n"
                                + "hint: type it on standard input, or keep it as a variable in a vaulted file"));
    }
}
