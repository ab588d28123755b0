package io.nightshift.core.drift;

import io.nightshift.core.journal.RunRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the hosts differ from the playbook, and what is new.
 *
 * @param run the check that was made last
 * @param before the one before it of the same subject; null for the first
 * @param hosts by name
 * @param gone hosts that were looked at the last time, and not this time
 */
public record DriftReport(
        String subject, RunRecord run, @Nullable RunRecord before, List<OfHost> hosts, List<String> gone) {
    public DriftReport {
        hosts = List.copyOf(hosts);
        gone = List.copyOf(gone);
    }

    /**
     * One host.
     *
     * @param first whether no earlier check has looked at it; then what is found counts as there before
     * @param lost whether it could not be asked now, and could the last time
     */
    public record OfHost(String name, HostCheck now, boolean first, boolean lost, List<Found> found) {
        public OfHost {
            found = List.copyOf(found);
        }

        /** Whether it is not as the playbook says. */
        public boolean differs() {
            return found.stream().anyMatch(each -> each.since() != Since.GONE);
        }

        /** Whether something is other than at the last check. */
        public boolean changed() {
            return lost || (first ? differs() : found.stream().anyMatch(each -> each.since() != Since.BEFORE));
        }

        List<Found> of(Since since) {
            return found.stream().filter(each -> each.since() == since).toList();
        }
    }

    /** A deviation, and whether it is new. */
    public record Found(Since since, Deviation deviation) {}

    /** How a deviation stands against the check before. */
    public enum Since {
        NEW,
        /** It was there, but looked otherwise. */
        OTHERWISE,
        BEFORE,
        GONE
    }

    public long differing() {
        return hosts.stream().filter(OfHost::differs).count();
    }

    public long notAsked() {
        return count(HostCheck.Asked.NOT_AT_ALL);
    }

    public long inPart() {
        return count(HostCheck.Asked.IN_PART);
    }

    private long count(HostCheck.Asked asked) {
        return hosts.stream().filter(host -> host.now().asked() == asked).count();
    }

    /** Whether something is other than at the last check. */
    public boolean changed() {
        return hosts.stream().anyMatch(OfHost::changed);
    }

    Optional<RunRecord> earlier() {
        return Optional.ofNullable(before);
    }
}
