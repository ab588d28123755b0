package io.nightshift.core.drift;

import io.nightshift.core.report.Page;
import io.nightshift.core.report.SafeText;
import java.time.ZoneId;

/** The forms a report on drift has. */
public enum DriftFormat {
    TEXT {
        @Override
        public String of(DriftReport report, ZoneId zone) {
            StringBuilder out = new StringBuilder("Drift of " + SafeText.line(report.subject()) + "\n");
            DriftFacts.of(report, zone).forEach((name, value) -> out.append(String.format("  %-15s%s%n", name, value)));
            for (DriftSections.Chapter chapter : DriftSections.of(report)) {
                out.append('\n')
                        .append(chapter.title().toUpperCase(java.util.Locale.ROOT))
                        .append('\n');
                chapter.lines().forEach((hosts, lines) -> {
                    out.append("  ").append(SafeText.line(hosts)).append('\n');
                    lines.forEach(line ->
                            out.append("    ").append(SafeText.line(line)).append('\n'));
                });
            }
            return out.toString();
        }
    },
    HTML {
        @Override
        public String of(DriftReport report, ZoneId zone) {
            Page page = new Page("Drift of " + report.subject());
            page.facts(DriftFacts.of(report, zone));
            for (DriftSections.Chapter chapter : DriftSections.of(report)) {
                page.chapter(chapter.title());
                chapter.lines().forEach(page::list);
            }
            return page.end(
                    "A check changes nothing. What only a run can tell, such as what a command would do, is not counted.");
        }
    },
    CSV {
        @Override
        public String of(DriftReport report, ZoneId zone) {
            return DriftTable.of(report);
        }
    },
    JSON {
        @Override
        public String of(DriftReport report, ZoneId zone) {
            return DriftJson.of(report);
        }
    };

    /**
     * The whole text, ending in a newline.
     *
     * @param zone for people's times; machines get UTC
     */
    public abstract String of(DriftReport report, ZoneId zone);
}
