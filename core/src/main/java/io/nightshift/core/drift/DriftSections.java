package io.nightshift.core.drift;

import io.nightshift.core.drift.DriftReport.Found;
import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.drift.DriftReport.Since;
import io.nightshift.core.journal.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The chapters of a report on drift, as text and page share them. Hosts that are alike stand together. */
final class DriftSections {
    private DriftSections() {}

    /**
     * One chapter.
     *
     * @param lines what is found, by the hosts it is found on
     */
    record Chapter(String title, Map<String, List<String>> lines) {}

    static List<Chapter> of(DriftReport report) {
        List<Chapter> all = new ArrayList<>();
        if (report.earlier().isPresent()) {
            add(all, "New since the last time", report, host -> host.first() ? List.of() : lines(host.of(Since.NEW)));
            add(all, "Other than the last time", report, host -> lines(host.of(Since.OTHERWISE)));
            add(all, "Gone since the last time", report, host -> lines(host.of(Since.GONE)));
            add(all, "Looked at for the first time", report, host -> host.first() ? lines(host.found()) : List.of());
            add(all, "As the last time", report, host -> host.first() ? List.of() : lines(host.of(Since.BEFORE)));
        } else {
            add(all, "Not as the playbook says", report, host -> lines(host.found()));
        }
        add(all, "Could not be asked to the end", report, host -> detail(host, HostCheck.Asked.IN_PART));
        add(all, "Could not be asked", report, host -> detail(host, HostCheck.Asked.NOT_AT_ALL));
        if (!report.gone().isEmpty()) {
            all.add(new Chapter("Not looked at any more", Map.of(String.join(", ", report.gone()), List.of())));
        }
        add(all, "Only a run can tell", report, host -> host.now().unknown());
        return all;
    }

    private static void add(List<Chapter> all, String title, DriftReport report, Function<OfHost, List<String>> lines) {
        Map<List<String>, List<String>> alike = new LinkedHashMap<>();
        for (OfHost host : report.hosts()) {
            List<String> found = lines.apply(host);
            if (!found.isEmpty()) {
                alike.computeIfAbsent(found, each -> new ArrayList<>()).add(host.name());
            }
        }
        if (!alike.isEmpty()) {
            Map<String, List<String>> named = new LinkedHashMap<>();
            alike.forEach((found, hosts) -> named.put(names(hosts), found));
            all.add(new Chapter(title, named));
        }
    }

    private static String names(List<String> hosts) {
        return (hosts.size() > 3 ? hosts.size() + " hosts: " : "") + String.join(", ", hosts);
    }

    private static List<String> detail(OfHost host, HostCheck.Asked asked) {
        if (host.now().asked() != asked) {
            return List.of();
        }
        String why = host.now().detail().isEmpty()
                ? "no reason is known"
                : host.now().detail();
        return List.of(why + (host.lost() ? " (the last time it was asked)" : ""));
    }

    private static List<String> lines(List<Found> found) {
        List<String> lines = new ArrayList<>();
        for (Found each : found) {
            Deviation deviation = each.deviation();
            lines.add(deviation.change() + "  [" + deviation.task() + ", " + deviation.position() + "]");
            for (Difference difference : deviation.differences()) {
                lines.add("    " + difference.what() + ": " + difference.before() + "  ->  " + difference.after());
            }
        }
        return lines;
    }
}
