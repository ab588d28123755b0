package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Source;
import java.util.Map;
import java.util.Optional;

/** Templates as far as they can be judged while a playbook is read, before any host is known. */
public interface LoadTimeValues {
    /** The text a template gives with these variables and those of the command line; empty when it needs more. */
    Optional<String> render(Source template, Map<String, Object> variables);

    /** Reports what is wrong with a template's syntax, and which filters, tests and lookups are unknown. */
    void checkTemplate(Source template, Diagnostics problems);

    /** The same for a bare expression. */
    void checkCondition(Condition condition, Diagnostics problems);
}
