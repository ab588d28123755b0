package io.nightshift.core.report;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.HostReport;
import io.nightshift.core.report.RunReport.Undone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as a table of RFC 4180: a row for each change, and one for each host without any. Times are UTC. */
final class CsvReport {
    private static final String COLUMNS = "run,host,state,detail,step,intended,ended,change,target,user,task,position,"
            + "step_state,message,before,after,undo,undo_note,undone,undone_by,undo_problem";

    private CsvReport() {}

    static String of(RunReport report) {
        CsvRows rows = new CsvRows(COLUMNS);
        String run = report.run().id();
        for (HostReport host : report.hosts()) {
            if (host.changes().isEmpty()) {
                rows.add(host(run, host));
            }
            host.changes().forEach(change -> rows.add(change(run, host, change)));
        }
        return rows.text();
    }

    private static List<@Nullable Object> host(String run, HostReport host) {
        List<@Nullable Object> row =
                new ArrayList<>(Arrays.asList(run, host.name(), host.state(), String.join(" ", host.detail())));
        while (row.size() < COLUMNS.split(",").length) {
            row.add(null);
        }
        return row;
    }

    private static List<@Nullable Object> change(String run, HostReport host, ChangeReport change) {
        StepRecord step = change.step();
        Undone undone = change.undone();
        return Arrays.asList(
                run,
                host.name(),
                host.state(),
                String.join(" ", host.detail()),
                step.id().sequence(),
                step.intended(),
                step.ended(),
                step.change(),
                step.target(),
                change.user(),
                step.task(),
                step.position(),
                step.state(),
                step.message(),
                joined(change, Difference::before),
                joined(change, Difference::after),
                step.undoKind(),
                step.undoNote(),
                undone == null ? null : undone.when(),
                undone == null ? null : undone.run(),
                undone == null ? null : undone.problem());
    }

    private static String joined(ChangeReport change, java.util.function.Function<Difference, String> part) {
        return change.differences().stream()
                .map(each -> each.what() + ": " + part.apply(each))
                .collect(Collectors.joining("; "));
    }
}
