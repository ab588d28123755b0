package io.nightshift.core.drift;

import io.nightshift.core.drift.DriftReport.Found;
import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.RunRecord;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report on drift for machines: one object; times are UTC in ISO 8601, what is not known is left out. */
final class DriftJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DriftJson() {}

    static String of(DriftReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("subject", report.subject());
        all.put("playbook", report.run().playbook());
        all.put("check", run(report.run()));
        report.earlier().ifPresent(run -> all.put("compared_with", run(run)));
        all.put("differing", report.differing());
        all.put("not_asked", report.notAsked());
        all.put("changed", report.changed());
        all.put("hosts", report.hosts().stream().map(DriftJson::host).toList());
        all.put("not_looked_at_any_more", report.gone());
        return JSON.writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> run(RunRecord run) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("run", run.id());
        all.put("started", run.started().toString());
        return all;
    }

    private static Map<String, Object> host(OfHost host) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("host", host.name());
        all.put("asked", word(host.now().asked()));
        if (!host.now().detail().isEmpty()) {
            all.put("detail", host.now().detail());
        }
        all.put("differs", host.differs());
        all.put("first", host.first());
        all.put("found", host.found().stream().map(DriftJson::found).toList());
        all.put("only_a_run_can_tell", host.now().unknown());
        return all;
    }

    private static Map<String, Object> found(Found found) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("since", word(found.since()));
        all.put("task", found.deviation().task());
        all.put("position", found.deviation().position());
        all.put("module", found.deviation().module());
        all.put("change", found.deviation().change());
        all.put(
                "differences",
                found.deviation().differences().stream()
                        .map(DriftJson::difference)
                        .toList());
        return all;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("what", difference.what());
        all.put("found", difference.before());
        all.put("wanted", difference.after());
        return all;
    }

    static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
