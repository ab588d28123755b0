package io.nightshift.core.plan;

import io.nightshift.playbooks.module.Probe;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One reading that a host's plan rests on.
 *
 * @param probe what was asked
 * @param digests of the answer by its parts, such as the packages that were asked for; under the empty name where it has none
 */
public record BaseReading(ActingAs as, Probe probe, Map<String, String> digests) {
    public BaseReading {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    /** What was read, for people. */
    public String about() {
        return ProbeWords.about(probe);
    }
}
