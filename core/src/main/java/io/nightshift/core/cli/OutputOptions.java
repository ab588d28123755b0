package io.nightshift.core.cli;

import picocli.CommandLine.Option;

/** Options that say what is printed. */
final class OutputOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "Say more; -vv and -vvv still more.")
    boolean[] verbose = new boolean[0];

    @Option(names = "--json", description = "Print one JSON object a line, for machines.")
    boolean json;

    int verbosity() {
        return verbose.length;
    }
}
