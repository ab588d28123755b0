package io.nightshift.core.drift;

import io.nightshift.core.drift.DriftReport.Found;
import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.journal.Difference;
import io.nightshift.core.report.CsvRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report on drift as a table of RFC 4180: a row for each deviation, and one for each host without any. */
final class DriftTable {
    private DriftTable() {}

    static String of(DriftReport report) {
        CsvRows rows = new CsvRows("run,host,asked,detail,since,task,position,module,change,found,wanted");
        for (OfHost host : report.hosts()) {
            if (host.found().isEmpty()) {
                rows.add(row(report, host, null));
            }
            host.found().forEach(found -> rows.add(row(report, host, found)));
        }
        return rows.text();
    }

    private static List<@Nullable Object> row(DriftReport report, OfHost host, @Nullable Found found) {
        Deviation deviation = found == null ? null : found.deviation();
        return Arrays.asList(
                report.run().id(),
                host.name(),
                DriftJson.word(host.now().asked()),
                host.now().detail(),
                found == null ? null : DriftJson.word(found.since()),
                deviation == null ? null : deviation.task(),
                deviation == null ? null : deviation.position(),
                deviation == null ? null : deviation.module(),
                deviation == null ? null : deviation.change(),
                deviation == null ? null : joined(deviation, Difference::before),
                deviation == null ? null : joined(deviation, Difference::after));
    }

    private static String joined(Deviation deviation, java.util.function.Function<Difference, String> part) {
        return deviation.differences().stream()
                .map(each -> each.what() + ": " + part.apply(each))
                .collect(Collectors.joining("; "));
    }
}
