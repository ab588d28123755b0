package io.nightshift.core.report;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.HostReport;
import io.nightshift.core.report.RunReport.NextStep;
import io.nightshift.core.report.RunReport.Undone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for machines: one object; times are UTC in ISO 8601, what is not known is left out. */
final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static String of(RunReport report) {
        RunRecord run = report.run();
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "run", run.id());
        put(all, "kind", run.kind().name());
        put(all, "undoes", run.undoes());
        put(all, "plan", report.plan());
        put(all, "playbook", run.playbook());
        put(all, "command_line", run.commandLine().stream().map(SafeText::line).toList());
        put(all, "user", run.user());
        put(all, "version", run.version());
        put(all, "started", run.started());
        put(all, "ended", run.ended());
        put(all, "exit_code", run.exitCode());
        put(all, "keep_undo_until", run.keepUndoUntil());
        put(all, "undo_pruned", run.undoPruned());
        put(all, "said", report.said().stream().map(JsonReport::said).toList());
        put(
                all,
                "rolled_back_by",
                report.rollbacks().stream().map(RunRecord::id).toList());
        put(all, "report_made", report.made());
        put(all, "hosts", report.hosts().stream().map(JsonReport::host).toList());
        return JSON.writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> said(RunControl control) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "at", control.at());
        put(all, "by", control.by());
        put(all, "what", control.kind().name());
        put(all, "ring", control.ringName());
        put(all, "words", control.words());
        return all;
    }

    private static Map<String, Object> host(HostReport host) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "host", host.name());
        put(all, "state", host.state().name());
        put(all, "detail", host.detail().isEmpty() ? null : String.join("\n", host.detail()));
        put(all, "address", host.address().isEmpty() ? null : host.address());
        put(all, "left", host.left());
        List<Object> next = new ArrayList<>();
        for (NextStep step : host.next()) {
            Map<String, Object> each = new LinkedHashMap<>();
            put(each, "command", step.command());
            put(each, "purpose", step.purpose());
            next.add(each);
        }
        put(all, "next", next);
        put(all, "changes", host.changes().stream().map(JsonReport::change).toList());
        return all;
    }

    private static Map<String, Object> change(ChangeReport change) {
        StepRecord step = change.step();
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "step", step.id().sequence());
        put(all, "path", step.id().path());
        put(all, "change", step.change());
        put(all, "target", step.target());
        put(all, "user", change.user());
        put(all, "task", step.task());
        put(all, "position", step.position());
        put(all, "state", step.state().name());
        put(all, "message", step.message());
        put(all, "intended", step.intended());
        put(all, "ended", step.ended());
        List<Object> differences = new ArrayList<>();
        change.differences().forEach(each -> {
            Map<String, Object> difference = new LinkedHashMap<>();
            put(difference, "what", each.what());
            put(difference, "before", each.before());
            put(difference, "after", each.after());
            differences.add(difference);
        });
        put(all, "differences", differences);
        put(all, "undo", step.undoKind().name());
        put(all, "undo_note", step.undoNote());
        Undone undone = change.undone();
        if (undone != null) {
            Map<String, Object> taken = new LinkedHashMap<>();
            put(taken, "run", undone.run());
            put(taken, "when", undone.when());
            put(taken, "problem", undone.problem());
            all.put("undone", taken);
        }
        return all;
    }

    private static void put(Map<String, Object> all, String key, @Nullable Object value) {
        if (value instanceof String text) {
            all.put(
                    key,
                    text.lines()
                            .map(SafeText::line)
                            .reduce((a, b) -> a + "\n" + b)
                            .orElse(""));
        } else if (value instanceof java.time.Instant instant) {
            all.put(key, instant.toString());
        } else if (value != null) {
            all.put(key, value);
        }
    }
}
