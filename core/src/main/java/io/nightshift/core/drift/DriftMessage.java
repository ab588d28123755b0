package io.nightshift.core.drift;

import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.drift.DriftReport.Since;
import io.nightshift.core.notify.Message;
import io.nightshift.core.notify.Occasion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people are told of a check: hosts on which something has changed first, then the others that differ. */
public final class DriftMessage {
    private DriftMessage() {}

    /**
     * The message about one check.
     *
     * @param controller the name of this machine
     */
    public static Message of(DriftReport report, String controller, Instant now) {
        List<Message.Named> named = new ArrayList<>();
        report.hosts().stream().filter(OfHost::changed).forEach(host -> named.add(named(host)));
        report.hosts().stream()
                .filter(host -> !host.changed() && host.differs())
                .forEach(host -> named.add(named(host)));
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("differ", (int) report.differing());
        counts.put("as_the_playbook_says", (int) (report.hosts().size() - report.differing() - report.notAsked()));
        counts.put("not_asked", (int) report.notAsked());
        counts.values().removeIf(count -> count == 0);
        return new Message(
                Occasion.DRIFT,
                report.differing() == 0 ? Message.Weight.GOOD : Message.Weight.ATTENTION,
                report.run().id(),
                report.run().playbook(),
                controller,
                now,
                subject(report) + ": " + report.differing() + " of "
                        + report.hosts().size() + (report.hosts().size() == 1 ? " host differs" : " hosts differ")
                        + " from the playbook",
                List.of("Changed: " + DriftFacts.changes(report) + "."),
                counts,
                named,
                0,
                List.of("nightshift drift " + report.run().id()),
                false);
    }

    /** Short enough for the subject of a mail. */
    private static String subject(DriftReport report) {
        return report.subject().startsWith("/")
                ? report.subject().substring(report.run().playbook().lastIndexOf('/') + 1)
                : report.subject();
    }

    private static Message.Named named(OfHost host) {
        if (host.lost()) {
            return new Message.Named(host.name(), "NOT ASKED", host.now().detail());
        }
        int fresh = host.of(Since.NEW).size() + host.of(Since.OTHERWISE).size();
        int gone = host.of(Since.GONE).size();
        String state = fresh > 0 || host.first() && host.differs() ? "NEW" : gone > 0 ? "GONE" : "DIFFERS";
        List<String> words = new ArrayList<>();
        for (Since since : List.of(Since.NEW, Since.OTHERWISE, Since.GONE, Since.BEFORE)) {
            host.of(since)
                    .forEach(found -> words.add((since == Since.GONE ? "no longer: " : "")
                            + found.deviation().change()));
        }
        return new Message.Named(host.name(), state, String.join("; ", words));
    }
}
