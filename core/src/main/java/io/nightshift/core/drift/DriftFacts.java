package io.nightshift.core.drift;

import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.drift.DriftReport.Since;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.report.SafeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is said of a check as a whole. */
final class DriftFacts {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private DriftFacts() {}

    static Map<String, String> of(DriftReport report, ZoneId zone) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("playbook", SafeText.line(report.run().playbook()));
        facts.put("checked", day(report.run(), zone));
        facts.put(
                "compared with",
                report.earlier().map(run -> day(run, zone)).orElse("nothing: this is the first check"));
        facts.put("hosts", hosts(report));
        facts.put("changed", changes(report));
        return facts;
    }

    private static String day(RunRecord run, ZoneId zone) {
        return DAY.format(run.started().atZone(zone)) + " (" + zone.getId() + "), run " + run.id();
    }

    static String hosts(DriftReport report) {
        List<String> parts = new ArrayList<>();
        long fine = report.hosts().size() - report.differing() - report.notAsked();
        parts.add(report.differing() + (report.differing() == 1 ? " differs" : " differ") + " from the playbook");
        parts.add(fine + (fine == 1 ? " is" : " are") + " as it says");
        if (report.notAsked() > 0) {
            parts.add(report.notAsked() + " could not be asked");
        }
        if (report.inPart() > 0) {
            parts.add(report.inPart() + " could not be asked to the end");
        }
        return report.hosts().size() + ": " + String.join(", ", parts);
    }

    /** What is other than at the last check, in one line. */
    static String changes(DriftReport report) {
        if (report.earlier().isEmpty()) {
            return "nothing to compare with yet";
        }
        List<String> parts = new ArrayList<>();
        count(parts, report, Since.NEW, "new");
        count(parts, report, Since.OTHERWISE, "other than before");
        count(parts, report, Since.GONE, "gone");
        long lost = report.hosts().stream().filter(OfHost::lost).count();
        if (lost > 0) {
            parts.add(lost + (lost == 1 ? " host does" : " hosts do") + " not answer any more");
        }
        long first = report.hosts().stream()
                .filter(host -> host.first() && host.differs())
                .count();
        if (first > 0) {
            parts.add(first + (first == 1 ? " host differs" : " hosts differ") + " that had not been looked at");
        }
        return parts.isEmpty() ? "nothing since the last check" : String.join(", ", parts);
    }

    private static void count(List<String> parts, DriftReport report, Since since, String word) {
        long hosts = report.hosts().stream()
                .filter(host -> !host.of(since).isEmpty())
                .count();
        if (hosts > 0) {
            parts.add(word + " on " + hosts + (hosts == 1 ? " host" : " hosts"));
        }
    }
}
