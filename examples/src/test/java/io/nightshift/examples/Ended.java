package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that has ended: its exit status and all it printed. */
record Ended(int status, String output) {
    private static final Pattern RUN = Pattern.compile("(?m)^(?:Run|Rollback) (\\S+)");
    private static final Pattern STATE = Pattern.compile("(?m)^  (\\S+)  +([A-Z][A-Z_]+)\\b");

    /** The name of the run. */
    String run() {
        return run(output);
    }

    static String run(String output) {
        Matcher found = RUN.matcher(output);
        assertThat(found.find()).as("a run is named in:%n%s", output).isTrue();
        return found.group(1);
    }

    /** How many tasks changed something, handlers left out: those have names without a number. */
    long changes() {
        return output.lines()
                .filter(line -> line.matches("changed +\\S+  \\d\\d .*"))
                .count();
    }

    /** How every host stands, from the summary. */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        Matcher found = STATE.matcher(output.substring(Math.max(0, output.indexOf("How the hosts stand"))));
        while (found.find()) {
            states.put(found.group(1), found.group(2));
        }
        return states;
    }

    /** Ended with this exit status, and every host in this state. */
    Ended mustEnd(int wanted, String state) {
        assertThat(status).as("exit status after:%n%s", output).isEqualTo(wanted);
        assertThat(states()).as("states in:%n%s", output).isNotEmpty();
        assertThat(states().values()).as("states in:%n%s", output).containsOnly(state);
        return this;
    }
}
