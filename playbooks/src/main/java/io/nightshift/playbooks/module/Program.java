package io.nightshift.playbooks.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command step runs. */
public sealed interface Program {
    /** How the error output of a command begins whose program is not there; its status is 127. */
    String NOT_FOUND = "nightshift: not found: ";

    /** How the error output of a command begins whose directory cannot be entered; its status is 1. */
    String NO_DIRECTORY = "nightshift: cannot be entered: ";

    /** A program and its arguments, run without a shell. */
    record Argv(List<String> words) implements Program {
        public Argv {
            words = List.copyOf(words);
        }
    }

    /** Text for a shell; {@code executable} null is {@code /bin/sh}. */
    record ShellText(String text, @Nullable String executable) implements Program {}

    /** A script of the controller, run on the host with these arguments, by its own {@code #!} line or {@code executable}. */
    record Script(
            Content content,
            List<String> arguments,
            @Nullable String executable) implements Program {
        public Script {
            arguments = List.copyOf(arguments);
        }
    }
}
