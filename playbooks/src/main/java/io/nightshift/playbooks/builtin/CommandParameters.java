package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Parameter;

/** The parameters that modules running commands have in common. */
final class CommandParameters {
    static final Parameter FREE_TEXT = Parameter.string(
                    CommandTask.FREE_TEXT,
                    "The command as free text, which may hold `chdir=`, `creates=` and the like.")
            .alias("free_form");
    static final Parameter CHDIR = Parameter.path("chdir", "The directory to run in; the user's home when not given.");
    static final Parameter CREATES = Parameter.path("creates", "A path or pattern; where it is there, nothing is run.");
    static final Parameter REMOVES =
            Parameter.path("removes", "A path or pattern; where it is not there, nothing is run.");
    static final Parameter STDIN = Parameter.string("stdin", "What the command reads on its standard input.");
    static final Parameter NEWLINE =
            Parameter.flag("stdin_add_newline", true, "Whether a line end is added to `stdin`.");
    static final Parameter STRIP =
            Parameter.flag("strip_empty_ends", true, "Whether empty lines at the end of the output are left out.");
    static final Parameter WARN = Parameter.flag("warn", false, "Accepted and without effect.");

    private CommandParameters() {}
}
