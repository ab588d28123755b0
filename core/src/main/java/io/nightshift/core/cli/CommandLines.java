package io.nightshift.core.cli;

import io.nightshift.core.run.Redactor;
import java.util.List;

/** The command as typed, for the journal. */
final class CommandLines {
    private static volatile List<String> typed = List.of();

    private CommandLines() {}

    static void remember(String[] arguments) {
        typed = List.of(arguments);
    }

    /** Without secrets: values of extra variables may hold some and are not kept. */
    static List<String> shown(Redactor redactor) {
        java.util.ArrayList<String> shown = new java.util.ArrayList<>();
        boolean hide = false;
        for (String word : typed) {
            boolean attached = word.startsWith("--extra-vars=")
                    || word.startsWith("-e") && word.length() > 2 && !word.startsWith("--");
            shown.add(
                    hide && !word.startsWith("@")
                            ? Redactor.HIDDEN
                            : attached ? "-e" + Redactor.HIDDEN : redactor.clean(word));
            hide = word.equals("-e") || word.equals("--extra-vars");
        }
        return shown;
    }
}
