package io.nightshift.core.report;

import static io.nightshift.core.report.Page.text;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.HostReport;
import java.time.ZoneId;
import java.util.List;

/** A report as one self-contained page: no script, nothing fetched, fit for paper. */
final class HtmlReport {
    private final Wording words;
    private final StringBuilder out = new StringBuilder();

    HtmlReport(ZoneId zone) {
        this.words = new Wording(zone);
    }

    String of(RunReport report) {
        String title = "Nightshift run " + report.run().id();
        Page page = new Page(title);
        page.facts(words.facts(report));
        if (!report.said().isEmpty()) {
            out.append("<h2>What people said</h2>\n<table>\n");
            report.said()
                    .forEach(said -> out.append("<tr><td class=\"when\">" + text(words.day(said.at())) + "</td><td>"
                            + text(words.said(said)) + "</td></tr>\n"));
            out.append("</table>\n");
        }
        List<HostReport> needy = Wording.needy(report);
        if (!needy.isEmpty()) {
            out.append("<h2>Hosts that need somebody</h2>\n");
            needy.forEach(this::needs);
        }
        out.append("<h2>All hosts</h2>\n");
        overview(report.hosts());
        out.append("<h2>Host by host</h2>\n");
        report.hosts().stream().filter(host -> !host.changes().isEmpty()).forEach(this::host);
        page.markup(out.toString());
        return page.end("Made " + words.day(report.made()) + " from the journal alone.");
    }

    private void needs(HostReport host) {
        out.append("<div class=\"needs\">\n<h3>" + text(host.name()) + " " + state(host.state()) + "</h3>\n");
        detail(host);
        if (!host.left().isEmpty()) {
            out.append("<p>Left as it is:</p>\n<ul>\n");
            host.left().forEach(left -> out.append("<li>" + text(left) + "</li>\n"));
            out.append("</ul>\n");
        }
        host.next()
                .forEach(next -> out.append("<p class=\"next\">Next: <code>" + text(next.command()) + "</code> "
                        + text(next.purpose()) + "</p>\n"));
        out.append("</div>\n");
    }

    private void overview(List<HostReport> hosts) {
        out.append("<table>\n<tr><th class=\"name\">host</th><th>state</th><th class=\"number\">changes</th>"
                + "<th class=\"number\">taken back</th><th>why</th></tr>\n");
        for (HostReport host : hosts) {
            long undone = host.changes().stream()
                    .filter(change -> change.undone() != null && change.undone().problem() == null)
                    .count();
            String name = host.changes().isEmpty()
                    ? text(host.name())
                    : "<a href=\"#" + anchor(host) + "\">" + text(host.name()) + "</a>";
            out.append(
                    "<tr><td class=\"name\">" + name + "</td><td>" + state(host.state()) + "</td><td class=\"number\">"
                            + host.changes().size() + "</td><td class=\"number\">" + undone + "</td><td>"
                            + text(host.detail().isEmpty() ? "" : host.detail().get(0)) + "</td></tr>\n");
        }
        out.append("</table>\n");
    }

    private void host(HostReport host) {
        String address =
                host.address().isEmpty() || host.address().equals(host.name()) ? "" : " (" + host.address() + ")";
        out.append("<h3 id=\"" + anchor(host) + "\">" + text(host.name() + address) + " " + state(host.state())
                + "</h3>\n");
        detail(host);
        out.append(
                "<table>\n<tr><th class=\"number\">#</th><th>time</th><th>change</th><th>what became of it</th></tr>\n");
        host.changes().forEach(change -> change(host, change));
        out.append("</table>\n");
    }

    private void change(HostReport host, ChangeReport change) {
        out.append("<tr><td class=\"number\">" + change.step().id().sequence() + "</td><td class=\"when\">"
                + text(words.time(change.step().intended())) + "</td><td class=\"what\"><code>"
                + text(change.step().change()) + "</code>");
        if (!change.differences().isEmpty()) {
            out.append("<ul class=\"differences\">");
            for (Difference each : change.differences()) {
                out.append("<li>" + text(each.what()) + ": " + text(each.before()) + " &rarr; " + text(each.after())
                        + "</li>");
            }
            out.append("</ul>");
        }
        String fate = words.fate(change);
        String colour =
                fate.equals("done") ? "good" : fate.contains("NOT") || fate.startsWith("failed") ? "bad" : "undone";
        out.append("</td><td><span class=\"" + colour + "\">" + text(fate) + "</span>");
        words.lines(host, change)
                .forEach((name, value) ->
                        out.append("<div class=\"more\">" + text(name) + ": " + text(value) + "</div>"));
        out.append("</td></tr>\n");
    }

    private void detail(HostReport host) {
        if (!host.detail().isEmpty()) {
            out.append("<p class=\"detail\">" + text(String.join("\n", host.detail())) + "</p>\n");
        }
    }

    private static String state(HostState state) {
        String colour =
                state.good() ? "good" : state == HostState.ROLLED_BACK || state == HostState.WAITING ? "undone" : "bad";
        return "<span class=\"state " + colour + "\">" + state + "</span>";
    }

    private static String anchor(HostReport host) {
        return "host-" + host.name().replaceAll("[^A-Za-z0-9.-]", "_");
    }
}
