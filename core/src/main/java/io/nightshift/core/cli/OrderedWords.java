package io.nightshift.core.cli;

import java.util.List;
import picocli.CommandLine;

/** Finds the command that words stand for, with its options set. */
final class OrderedWords {
    private OrderedWords() {}

    /** @throws Failure if this version does not understand the words */
    static Object command(List<String> words) {
        String[] all = words.toArray(new String[0]);
        try {
            CommandLine.ParseResult parsed = Commands.line(all).parseArgs(all);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            return parsed.commandSpec().userObject();
        } catch (CommandLine.ParameterException e) {
            throw new Failure(
                    "error: `nightshift " + String.join(" ", words) + "` is not understood: " + e.getMessage());
        }
    }
}
