package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.TaskSettings;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the host's environment variables and home directories into words; names that are not known stay as written. */
final class HostEnvironment {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");

    private final Probe.Command variables;

    HostEnvironment(TaskSettings settings) {
        this.variables = new Probe.Command(List.of("env"), null, settings.environment());
    }

    /** What has to be read before these words can be expanded; empty for words without anything to expand. */
    List<Probe> unknown(List<String> words, Readings now) {
        Set<Probe> probes = new LinkedHashSet<>();
        for (String word : words) {
            if (VARIABLE.matcher(word).find() || word.equals("~") || word.startsWith("~/")) {
                probes.add(variables);
            } else if (word.startsWith("~")) {
                probes.add(owner(word));
            }
        }
        return probes.stream().filter(probe -> !now.has(probe)).toList();
    }

    String expand(String word, Readings now) {
        if (word.startsWith("~") && !word.equals("~") && !word.startsWith("~/")) {
            return now.user(owner(word))
                    .map(user -> user.home() + word.substring(nameEnd(word)))
                    .orElse(word);
        }
        if (!now.has(variables)) {
            return word;
        }
        Map<String, String> values = values(now);
        Matcher matcher = VARIABLE.matcher(word);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(values.getOrDefault(name, matcher.group())));
        }
        matcher.appendTail(expanded);
        String home = values.get("HOME");
        boolean atHome = home != null && (word.equals("~") || word.startsWith("~/"));
        return atHome ? home + expanded.substring(1) : expanded.toString();
    }

    private Map<String, String> values(Readings now) {
        Map<String, String> values = new HashMap<>();
        for (String line : now.command(variables).stdout().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    private static Probe.User owner(String word) {
        return new Probe.User(word.substring(1, nameEnd(word)));
    }

    private static int nameEnd(String word) {
        int slash = word.indexOf('/');
        return slash < 0 ? word.length() : slash;
    }
}
