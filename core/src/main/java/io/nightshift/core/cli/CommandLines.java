package io.nightshift.core.cli;

import io.nightshift.core.run.Redactor;
import java.util.List;
import java.util.regex.Pattern;

/** The command as typed, for the journal. */
final class CommandLines {
    /** `password=…` and the like among the arguments of a module. */
    private static final Pattern SAID = Pattern.compile(
            "([\\w-]*(?:passw|passphrase|secret|token|api_?key|credential)[\\w-]*[\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,}]+)",
            Pattern.CASE_INSENSITIVE);

    private static volatile List<String> typed = List.of();

    private CommandLines() {}

    static void remember(String[] arguments) {
        typed = List.of(arguments);
    }

    /** As typed; only ever stored encrypted. */
    static List<String> typed() {
        return typed;
    }

    /** Without secrets: values of extra variables may hold some and are not kept. */
    static List<String> shown(List<String> typed, Redactor redactor) {
        java.util.ArrayList<String> shown = new java.util.ArrayList<>();
        boolean hide = false;
        for (String word : typed) {
            boolean attached = word.startsWith("--extra-vars=")
                    || word.startsWith("-e") && word.length() > 2 && !word.startsWith("--");
            shown.add(
                    hide && !word.startsWith("@")
                            ? Redactor.HIDDEN
                            : attached ? "-e" + Redactor.HIDDEN : clean(word, redactor));
            hide = word.equals("-e") || word.equals("--extra-vars");
        }
        return shown;
    }

    private static String clean(String word, Redactor redactor) {
        String cleaned = redactor.clean(word);
        return word.startsWith("--") ? cleaned : SAID.matcher(cleaned).replaceAll("$1" + Redactor.HIDDEN);
    }
}
