package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.plan.PlanNotes;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code nightshift runs}: what was done, when, and until when it can be undone. */
@Command(name = "runs", description = "Lists runs, or shows one host by host with every step and its way back.")
final class RunsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "How many runs are listed (20).")
    int number = 20;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run, or the beginning of its name.")
    @Nullable
    String run;

    @Override
    public Integer call() {
        try (RunStore store = Workbench.store()) {
            if (run == null) {
                list(store);
            } else {
                show(store, StoredRuns.find(store, run));
            }
        }
        return ExitCode.OK;
    }

    private void list(RunStore store) {
        PrintStream out = System.out;
        List<RunRecord> runs = store.runs(number);
        if (output.json) {
            JsonMapper json = JsonMapper.builder().build();
            runs.forEach(record -> out.println(json.writeValueAsString(map(store, record))));
            return;
        }
        if (runs.isEmpty()) {
            out.println("no runs yet");
            return;
        }
        out.println(String.format(
                "%-26s %-9s %-17s %-14s %-17s %s", "RUN", "KIND", "STARTED", "ENDED", "UNDO UNTIL", "PLAYBOOK"));
        for (RunRecord record : runs) {
            out.println(String.format(
                    "%-26s %-9s %-17s %-14s %-17s %s",
                    record.id(),
                    record.kind().name().toLowerCase(java.util.Locale.ROOT),
                    time(record.started()),
                    ended(record),
                    record.undoPruned()
                            ? "pruned"
                            : record.kind() == RunRecord.Kind.RUN ? time(record.keepUndoUntil()) : "-",
                    Shown.line(record.undoes() == null ? record.playbook() : "undoes " + record.undoes())));
        }
    }

    private static String ended(RunRecord record) {
        if (record.ended() == null) {
            return "interrupted";
        }
        Integer code = record.exitCode();
        return code == null || code == 0 ? "well" : "exit " + code;
    }

    private void show(RunStore store, RunRecord record) {
        PrintStream out = System.out;
        if (output.json) {
            Map<String, Object> all = map(store, record);
            Map<String, Object> steps = new LinkedHashMap<>();
            store.hosts(record.id())
                    .forEach(host -> steps.put(
                            host.name(),
                            store.steps(record.id(), host.name()).stream()
                                    .map(RunsCommand::step)
                                    .toList()));
            all.put("steps", steps);
            out.println(JsonMapper.builder().build().writeValueAsString(all));
            return;
        }
        out.println("run       " + record.id() + (record.undoes() == null ? "" : "  (undoes " + record.undoes() + ")"));
        out.println("playbook  " + Shown.line(record.playbook()));
        out.println("by        " + record.user() + ", nightshift " + record.version());
        PlanNotes.applied(store, record.id()).ifPresent(plan -> out.println("plan      " + plan));
        out.println("started   " + time(record.started()) + ", ended " + ended(record));
        out.println("undo      " + (record.undoPruned() ? "pruned" : "kept until " + time(record.keepUndoUntil())));
        store.notes(record.id(), "").stream()
                .filter(note -> note.getKey().equals(NotifyingAttendant.TOLD))
                .forEach(note -> out.println("told      " + Shown.line(note.getValue())));
        for (RunStore.HostRecord host : store.hosts(record.id())) {
            String detail = host.detail();
            out.println("\n" + host.name() + "  " + host.state() + (detail == null ? "" : "  " + Shown.line(detail)));
            for (StepRecord step : store.steps(record.id(), host.name())) {
                String message = step.message();
                out.println(String.format(
                        "  %3d  %-11s %s  [%s]%s",
                        step.id().sequence(),
                        step.state().name().toLowerCase(java.util.Locale.ROOT),
                        Shown.line(step.change()),
                        way(step),
                        message == null ? "" : "  " + Shown.line(message)));
            }
        }
    }

    private static String way(StepRecord step) {
        return switch (step.undoKind()) {
            case RECORDED, BY_CONTROLLER -> "can be undone";
            case AGAIN -> "again after undo";
            case NOT_NEEDED -> "nothing to undo";
            case IMPOSSIBLE -> "CANNOT be undone: " + step.undoNote();
        };
    }

    private static Map<String, Object> map(RunStore store, RunRecord record) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("run", record.id());
        all.put("kind", record.kind().name());
        all.put("playbook", record.playbook());
        all.put("started", record.started().toString());
        Instant ended = record.ended();
        if (ended != null) {
            all.put("ended", ended.toString());
        }
        Integer code = record.exitCode();
        if (code != null) {
            all.put("exit_code", code);
        }
        PlanNotes.applied(store, record.id()).ifPresent(plan -> all.put("plan", plan));
        all.put("keep_undo_until", record.keepUndoUntil().toString());
        Map<String, String> hosts = new LinkedHashMap<>();
        store.hosts(record.id())
                .forEach(host -> hosts.put(host.name(), host.state().name()));
        all.put("hosts", hosts);
        return all;
    }

    private static Map<String, Object> step(StepRecord step) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("step", step.id().sequence());
        all.put("path", step.id().path());
        all.put("task", step.task());
        all.put("position", step.position());
        all.put("change", step.change());
        all.put("state", step.state().name());
        all.put("undo", step.undoKind().name());
        return all;
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
