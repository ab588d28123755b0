package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Parameter;

/** The parameters that modules running commands have in common. */
final class CommandParameters {
    static final Parameter FREE_TEXT = Parameter.string(
                    CommandTask.FREE_TEXT, "the command as free text, which may hold `chdir=`, `creates=` and the like")
            .alias("free_form");
    static final Parameter CHDIR = Parameter.path("chdir", "the directory to run in; the user's home when not given");
    static final Parameter CREATES = Parameter.path("creates", "a path or pattern; where it is there, nothing is run");
    static final Parameter REMOVES =
            Parameter.path("removes", "a path or pattern; where it is not there, nothing is run");
    static final Parameter STDIN = Parameter.string("stdin", "what the command reads on its standard input");
    static final Parameter NEWLINE =
            Parameter.flag("stdin_add_newline", true, "whether a line end is added to `stdin`");
    static final Parameter STRIP =
            Parameter.flag("strip_empty_ends", true, "whether empty lines at the end of the output are left out");
    static final Parameter WARN = Parameter.flag("warn", false, "accepted and without effect");

    private CommandParameters() {}
}
