package io.nightshift.playbooks.template;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a text uses, found without evaluating it.
 *
 * @param variables variables read, including those set by the template itself
 */
public record References(Set<String> variables, Set<String> filters, Set<String> tests, Set<String> lookups) {
    public References {
        variables = Collections.unmodifiableSet(new TreeSet<>(variables));
        filters = Collections.unmodifiableSet(new TreeSet<>(filters));
        tests = Collections.unmodifiableSet(new TreeSet<>(tests));
        lookups = Collections.unmodifiableSet(new TreeSet<>(lookups));
    }

    static final class Collector {
        final Set<String> variables = new TreeSet<>();
        final Set<String> filters = new TreeSet<>();
        final Set<String> tests = new TreeSet<>();
        final Set<String> lookups = new TreeSet<>();

        References done() {
            return new References(variables, filters, tests, lookups);
        }
    }
}
