package io.nightshift.core.trial;

import java.time.Instant;
import java.util.List;

/** What a trial found out, machine by machine. */
public record TrialReport(String playbook, String by, Instant made, List<HostTrial> hosts) {
    public TrialReport {
        hosts = List.copyOf(hosts);
    }

    public boolean good() {
        return hosts.stream().allMatch(HostTrial::good);
    }
}
