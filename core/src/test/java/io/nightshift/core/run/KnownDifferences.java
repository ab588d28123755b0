package io.nightshift.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is different from Ansible on purpose. Each line names a module (or {@code *}), optionally a task in quotes, the path of the value
 * ({@code *} is anything) and, after a colon, the reason.
 */
record KnownDifferences(List<Rule> rules) {
    private static final Pattern LINE = Pattern.compile("(\\S+)(?: `([^`]*)`)? (\\S+): (\\S.*)");

    /** One line of the list. */
    record Rule(Pattern module, String task, Pattern path) {}

    static KnownDifferences read(Path file) throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            var parts = LINE.matcher(line);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!parts.matches()) {
                throw new IllegalArgumentException("not `module [`task`] path: reason`: " + line);
            }
            rules.add(new Rule(pattern(parts.group(1)), parts.group(2), pattern(parts.group(3))));
        }
        return new KnownDifferences(rules);
    }

    /** @param difference beginning with the path of the value and a colon */
    boolean covers(String module, String task, String difference) {
        String path = difference.substring(0, difference.indexOf(": "));
        return rules.stream()
                .anyMatch(rule -> rule.module().matcher(module).matches()
                        && (rule.task() == null || rule.task().equals(task))
                        && rule.path().matcher(path).matches());
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }
}
