package io.nightshift.core.report;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.plan.PlanNotes;
import io.nightshift.core.record.ProgressNotes;
import io.nightshift.core.report.RunReport.ChangeReport;
import io.nightshift.core.report.RunReport.HostReport;
import io.nightshift.core.report.RunReport.Undone;
import io.nightshift.core.transfer.Amount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes reports from what the store holds; no host is asked. */
public final class Reports {
    /** Who needs a person most comes first. */
    private static final List<HostState> URGENCY = List.of(
            HostState.UNKNOWN,
            HostState.ROLLBACK_FAILED,
            HostState.UNREACHABLE,
            HostState.PARTLY_ROLLED_BACK,
            HostState.FAILED_KEPT,
            HostState.RUNNING,
            HostState.PARKED,
            HostState.WAITING,
            HostState.ROLLED_BACK,
            HostState.UPDATED,
            HostState.UNCHANGED);

    private final RunStore store;
    private final Instant now;

    public Reports(RunStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    public RunReport of(RunRecord run) {
        List<RunRecord> rollbacks = store.rollbacksOf(run.id());
        List<HostReport> hosts = new ArrayList<>();
        for (HostRecord host : store.hosts(run.id())) {
            hosts.add(host(run, rollbacks, host));
        }
        hosts.sort(Comparator.comparingInt((HostReport host) -> URGENCY.indexOf(host.state()))
                .thenComparing(HostReport::name));
        return new RunReport(
                run, PlanNotes.applied(store, run.id()).orElse(null), now, store.controls(run.id()), rollbacks, hosts);
    }

    private HostReport host(RunRecord run, List<RunRecord> rollbacks, HostRecord host) {
        Map<Integer, Undone> undone = undone(rollbacks, host.name());
        Map<Integer, List<Difference>> differences = differences(run, host.name());
        List<ChangeReport> changes = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (StepRecord step : store.steps(run.id(), host.name())) {
            int number = step.id().sequence();
            String become = step.becomeUser();
            changes.add(new ChangeReport(
                    step,
                    become == null ? step.login() : become,
                    differences.getOrDefault(number, List.of()),
                    undone.get(number)));
            left(host.state(), step).ifPresent(each -> left.add(0, each)); // newest first, as they are taken back
        }
        String detail = host.detail();
        List<String> details = new ArrayList<>(detail == null ? List.of() : SafeText.lines(detail));
        ProgressNotes.of(store, run.id(), host.name()).forEach(note -> details.add(SafeText.line(progress(note))));
        return new HostReport(
                host.name(),
                host.state(),
                details,
                host.connection().getOrDefault("address", ""),
                changes,
                left,
                NextSteps.of(run, host, changes));
    }

    /** How far something long was when it was written down last. */
    private static String progress(ProgressNotes.Note note) {
        boolean bytes = note.unit().equals("bytes");
        return note.task() + ": " + (bytes ? Amount.bytes(note.done()) : String.format(Locale.ROOT, "%,d", note.done()))
                + " of " + (bytes ? Amount.bytes(note.total()) : Amount.count(note.total(), "row")) + ", at "
                + note.at().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A step that a rollback leaves behind, or would. */
    private static Optional<String> left(HostState state, StepRecord step) {
        if (state.good() || state == HostState.ROLLED_BACK || !step.state().mayHaveActed()) {
            return Optional.empty();
        }
        return why(state, step).map(why -> SafeText.line(step.change() + " (" + why + ")"));
    }

    private static Optional<String> why(HostState state, StepRecord step) {
        if (step.undoKind() == UndoKind.IMPOSSIBLE) {
            return Optional.of("no way back: " + step.undoNote());
        }
        if (step.state() == State.UNDO_FAILED) {
            String message = step.message();
            return Optional.of("its undo failed" + (message == null ? "" : ": " + message));
        }
        if (step.state() == State.UNKNOWN || (step.state() == State.INTENDED && state == HostState.UNKNOWN)) {
            return Optional.of("what became of it is not known"
                    + (step.ticket().isEmpty() ? "" : "; look at " + step.target() + ":" + step.ticket()));
        }
        return state == HostState.ROLLBACK_FAILED && step.hasOwnWayBack()
                ? Optional.of("still to be taken back")
                : Optional.empty();
    }

    /** The last attempt for each step, by its number. */
    private Map<Integer, Undone> undone(List<RunRecord> rollbacks, String host) {
        Map<Integer, Undone> all = new HashMap<>();
        for (RunRecord rollback : rollbacks) {
            for (StepRecord step : store.steps(rollback.id(), host)) {
                String path = step.id().path(); // `u` and the number of the step it takes back
                if (path.matches("u\\d{1,9}")) {
                    String problem = step.state() == State.DONE
                            ? null
                            : step.message() == null ? "it did not end" : step.message();
                    all.put(Integer.parseInt(path.substring(1)), new Undone(rollback.id(), step.ended(), problem));
                }
            }
        }
        return all;
    }

    private Map<Integer, List<Difference>> differences(RunRecord run, String host) {
        Map<Integer, List<Difference>> all = new HashMap<>();
        for (Map.Entry<String, String> note : store.notes(run.id(), host)) {
            String number =
                    note.getKey().startsWith(Difference.NOTE) ? note.getKey().substring(Difference.NOTE.length()) : "";
            if (number.matches("\\d{1,9}")) {
                all.put(Integer.parseInt(number), Difference.ofNote(note.getValue()));
            }
        }
        return all;
    }
}
