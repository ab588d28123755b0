package io.nightshift.core.report;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.HostReport;
import io.nightshift.core.report.RunReport.NextStep;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A report as plain lines. */
final class TextReport {
    private final Wording words;
    private final StringBuilder out = new StringBuilder();

    TextReport(ZoneId zone) {
        this.words = new Wording(zone);
    }

    String of(RunReport report) {
        line("Report of run " + report.run().id() + ", made " + words.day(report.made()));
        line("");
        words.facts(report).forEach((name, value) -> line("  " + pad(name, 13) + "  " + value));
        if (!report.said().isEmpty()) {
            line("");
            line("WHAT PEOPLE SAID");
            report.said().forEach(said -> line("  " + words.day(said.at()) + "  " + words.said(said)));
        }
        List<HostReport> needy = Wording.needy(report);
        if (!needy.isEmpty()) {
            line("");
            line("HOSTS THAT NEED SOMEBODY");
            for (HostReport host : needy) {
                line("");
                head(host);
                for (String left : host.left()) {
                    line("    left as it is: " + left);
                }
                for (NextStep next : host.next()) {
                    line("    next: " + next.command());
                    line("          " + next.purpose());
                }
            }
        }
        line("");
        line("HOST BY HOST");
        for (HostReport host : report.hosts()) {
            line("");
            head(host);
            if (host.changes().isEmpty()) {
                line("    nothing was changed");
            }
            host.changes().forEach(change -> change(host, change));
        }
        return out.toString();
    }

    private void head(HostReport host) {
        String address = host.address().isEmpty() || host.address().equals(host.name())
                ? ""
                : "  (" + SafeText.line(host.address()) + ")";
        line(SafeText.line(host.name()) + "  " + host.state() + address);
        host.detail().forEach(detail -> line("    " + detail));
    }

    private void change(HostReport host, ChangeReport change) {
        line(String.format("  %3d  ", change.step().id().sequence())
                + words.time(change.step().intended()) + "  "
                + SafeText.line(change.step().change()));
        more(Map.of("", words.fate(change)));
        more(words.lines(host, change));
        for (Difference difference : change.differences()) {
            line("         " + SafeText.line(difference.what()) + ": " + SafeText.line(difference.before()) + "  ->  "
                    + SafeText.line(difference.after()));
        }
    }

    private void more(Map<String, String> lines) {
        lines.forEach((name, value) -> line("         " + (name.isEmpty() ? "" : name + ": ") + value));
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
