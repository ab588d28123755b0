package io.nightshift.core.drift;

import io.nightshift.core.journal.RunRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One check, as it is kept.
 *
 * @param subject what checks are compared by: the schedule, or the playbook with its limits
 */
public record CheckRecord(RunRecord run, String subject, Map<String, HostCheck> hosts) {
    public CheckRecord {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }
}
