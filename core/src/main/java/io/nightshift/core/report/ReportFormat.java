package io.nightshift.core.report;

import java.time.ZoneId;

/** The forms a report has. */
public enum ReportFormat {
    TEXT {
        @Override
        public String of(RunReport report, ZoneId zone) {
            return new TextReport(zone).of(report);
        }
    },
    HTML {
        @Override
        public String of(RunReport report, ZoneId zone) {
            return new HtmlReport(zone).of(report);
        }
    },
    CSV {
        @Override
        public String of(RunReport report, ZoneId zone) {
            return CsvReport.of(report);
        }
    },
    JSON {
        @Override
        public String of(RunReport report, ZoneId zone) {
            return JsonReport.of(report);
        }
    };

    /**
     * The whole text, ending in a newline.
     *
     * @param zone for people's times; machines get UTC
     */
    public abstract String of(RunReport report, ZoneId zone);
}
