package io.nightshift.core.drift;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What checks found, as the journal keeps it: hosts that are alike share a note. The note of the subject comes last; a check without one
 * was not kept to its end.
 */
public final class CheckNotes {
    private static final String RUN = "";
    private static final String ALIKE = "drift";
    private static final String SUBJECT = "drift subject";
    /** A note is one row, so it stays of a size that a database likes. */
    private static final int MOST_HOSTS = 1000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CheckNotes() {}

    public static void keep(RunStore store, String run, String subject, Map<String, HostCheck> hosts) {
        Map<HostCheck, List<String>> alike = new LinkedHashMap<>();
        hosts.forEach((name, check) ->
                alike.computeIfAbsent(check, each -> new ArrayList<>()).add(name));
        alike.forEach((check, names) -> {
            for (int i = 0; i < names.size(); i += MOST_HOSTS) {
                List<String> some = names.subList(i, Math.min(names.size(), i + MOST_HOSTS));
                store.note(run, RUN, ALIKE, text(check, some));
            }
        });
        store.note(run, RUN, SUBJECT, subject);
    }

    /** Empty for a run that is no check, or one that was not kept to its end. */
    public static Optional<CheckRecord> of(RunStore store, RunRecord run) {
        if (run.kind() != RunRecord.Kind.CHECK || run.ended() == null) {
            return Optional.empty();
        }
        Map<String, HostCheck> hosts = new LinkedHashMap<>();
        String subject = null;
        for (Map.Entry<String, String> note : store.notes(run.id(), RUN)) {
            if (note.getKey().equals(ALIKE)) {
                read(note.getValue(), hosts);
            } else if (note.getKey().equals(SUBJECT)) {
                subject = note.getValue();
            }
        }
        return subject == null ? Optional.empty() : Optional.of(new CheckRecord(run, subject, hosts));
    }

    private static String text(HostCheck check, List<String> names) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("hosts", names);
        all.put("asked", check.asked().name());
        all.put("detail", check.detail());
        all.put("unknown", check.unknown());
        all.put("deviations", check.deviations().stream().map(CheckNotes::map).toList());
        return JSON.writeValueAsString(all);
    }

    private static Map<String, Object> map(Deviation deviation) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("task", deviation.task());
        all.put("position", deviation.position());
        all.put("module", deviation.module());
        all.put("change", deviation.change());
        all.put("differences", Difference.note(deviation.differences()));
        return all;
    }

    private static void read(String text, Map<String, HostCheck> hosts) {
        try {
            JsonNode note = JSON.readTree(text);
            List<Deviation> deviations = new ArrayList<>();
            note.path("deviations").forEach(each -> deviations.add(deviation(each)));
            List<String> unknown = new ArrayList<>();
            note.path("unknown").forEach(each -> unknown.add(each.asString("")));
            HostCheck check = new HostCheck(
                    HostCheck.Asked.valueOf(note.path("asked").asString("")),
                    note.path("detail").asString(""),
                    deviations,
                    unknown);
            note.path("hosts").forEach(name -> hosts.put(name.asString(""), check));
        } catch (JacksonException | IllegalArgumentException e) {
            // Written by another version: these hosts count as not looked at.
        }
    }

    private static Deviation deviation(JsonNode node) {
        return new Deviation(
                node.path("task").asString(""),
                node.path("position").asString(""),
                node.path("module").asString(""),
                node.path("change").asString(""),
                Difference.ofNote(node.path("differences").asString("")));
    }
}
