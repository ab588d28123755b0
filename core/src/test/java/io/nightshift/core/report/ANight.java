package io.nightshift.core.report;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.platform.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A made-up night in which hosts end in every way there is. */
final class ANight {
    static final String RUN = "20261121-231500-k3f9";
    static final Instant START = Instant.parse("2026-11-21T23:15:00Z");
    private static final String UNDO = RUN + "-undo";

    private final RunStore store;
    private final Map<String, Integer> steps = new HashMap<>();
    private Instant now = START;

    private ANight(RunStore store) {
        this.store = store;
    }

    static void into(RunStore store) {
        ANight night = new ANight(store);
        List<HostRecord> hosts =
                List.of("pc01", "pc02", "pc03", "pc04", "pc05", "pc06", "pc07", "pc08", "pc09", "pc10").stream()
                        .map(name -> new HostRecord(
                                name,
                                1,
                                HostState.WAITING,
                                null,
                                Map.of("address", "10.0.0." + name.substring(3)),
                                START))
                        .toList();
        store.begin(night.run(RUN, RunRecord.Kind.RUN, null), Map.of(), hosts);
        store.begin(night.run(UNDO, RunRecord.Kind.ROLLBACK, RUN), Map.of(), hosts.subList(2, 6));
        store.control(
                RUN,
                new RunControl(
                        RunControl.Kind.IGNORE_WINDOW, null, "tech", START, "the certificate runs out <b>at noon</b>"));
        store.control(
                RUN,
                new RunControl(
                        RunControl.Kind.APPROVE,
                        "pilot",
                        "anna",
                        START.plus(Duration.ofMinutes(3)),
                        "texts 0f3a1b2c4d5e6f70"));
        night.tell();
        store.end(UNDO, 4, START.plus(Duration.ofMinutes(14)));
        store.end(RUN, 4, START.plus(Duration.ofMinutes(15)));
    }

    private RunRecord run(String id, RunRecord.Kind kind, @Nullable String undoes) {
        return new RunRecord(
                id,
                kind,
                undoes,
                "/srv/rollouts/office.yml",
                List.of("run", "office.yml", "-i", "hosts.ini", "-l", "pc*", "-e", "********", "--tags", "a b"),
                "tech",
                "0.1.0",
                START,
                null,
                null,
                START.plus(Duration.ofDays(14)),
                false);
    }

    private void tell() {
        StepId packages = done("pc01", "Office suite", "install libreoffice-writer", UndoKind.RECORDED, null);
        store.note(
                RUN,
                "pc01",
                Difference.NOTE + 1,
                Difference.note(List.of(new Difference("package libreoffice-writer", "4:7.4.5-1", "4:7.4.7-1"))));
        conclude(packages, State.DONE, null);
        StepId file = done("pc01", "Its settings", "write /etc/office.conf (83 bytes)", UndoKind.RECORDED, null);
        store.note(
                RUN,
                "pc01",
                Difference.NOTE + 2,
                Difference.note(
                        List.of(new Difference("/etc/office.conf", "not there", "file, 83 bytes, 0644 root:root"))));
        conclude(file, State.DONE, null);
        host("pc01", HostState.UPDATED, null);
        host("pc02", HostState.UNCHANGED, null);

        StepId gone = done("pc03", "Office suite", "install libreoffice-writer", UndoKind.RECORDED, null);
        StepId restart = done("pc03", "Restart", "restart spooler", UndoKind.AGAIN, "restart spooler");
        undone(restart, null);
        undone(gone, null);
        host("pc03", HostState.ROLLED_BACK, "health check failed; 2 step(s) undone");

        done("pc04", "Licence", "run /opt/office/activate", UndoKind.IMPOSSIBLE, "a command without undo:");
        conclude(
                done("pc04", "Settings", "write /etc/office.conf (83 bytes)", UndoKind.RECORDED, null),
                State.FAILED,
                "No space left on device");
        host(
                "pc04",
                HostState.FAILED_KEPT,
                "No space left on device; not undone, because `run /opt/office/activate` has no"
                        + " way back (a command without undo:)\nundo the rest with: nightshift rollback " + RUN
                        + " --partial -l pc04");

        StepId half = done("pc05", "Settings", "write /etc/office.conf (83 bytes)", UndoKind.RECORDED, null);
        done("pc05", "Licence", "run /opt/office/activate", UndoKind.IMPOSSIBLE, "a command without undo:");
        undone(half, null);
        host(
                "pc05",
                HostState.PARTLY_ROLLED_BACK,
                "1 step(s) undone\nleft as it is:\n  Licence: run /opt/office/activate");

        done("pc06", "Folder", "make directory /opt/office", UndoKind.RECORDED, null);
        undone(
                done("pc06", "Settings", "write /etc/office.conf (83 bytes)", UndoKind.RECORDED, null),
                "/etc/office.conf: Read-only file system");
        host(
                "pc06",
                HostState.ROLLBACK_FAILED,
                "write /etc/office.conf (83 bytes) could not be undone: Read-only file system");

        conclude(
                done("pc07", "Firmware", "run fwupdmgr update", UndoKind.IMPOSSIBLE, "a command without undo:"),
                State.UNKNOWN,
                "the connection broke; what became of `run fwupdmgr update` is not known");
        host("pc07", HostState.UNKNOWN, "the connection broke; what became of `run fwupdmgr update` is not known");

        host("pc08", HostState.UNREACHABLE, "pc08 did not answer within 20 s");
        hostile();
    }

    /** What a host says must not reach the reader's terminal, browser or spreadsheet as anything but text. */
    private void hostile() {
        conclude(
                done(
                        "pc09",
                        "=1+1",
                        "write /tmp/<script>alert(1)</script>\u001b[2J (1 bytes)",
                        UndoKind.RECORDED,
                        null),
                State.TIMED_OUT,
                "=cmd|' /C calc'!A0\u202e \u001b]0;title\u0007 \"quoted\", &amp; more");
        host("pc09", HostState.PARKED, "stopped before this task: <b>Ring</b>\u001b[31m");
        host("pc10", HostState.WAITING, null);
    }

    private StepId done(String host, String task, String change, UndoKind kind, @Nullable String note) {
        int sequence = steps.merge(host, 1, Integer::sum);
        StepId id = new StepId(RUN, host, sequence, "p1.t" + sequence + ".a1.c1");
        intend(id, task, change, kind, note);
        conclude(id, State.DONE, null);
        return id;
    }

    private void intend(StepId id, String task, String change, UndoKind kind, @Nullable String note) {
        now = now.plusSeconds(7);
        StepRecord step = new StepRecord(
                id,
                task,
                "/srv/rollouts/office.yml:" + (7 + 3 * id.sequence()) + ":7",
                id.host(),
                "tech",
                id.sequence() == 1 ? "root" : null,
                id.sequence() == 1 ? "sudo" : null,
                "/var/lib/nightshift/" + RUN + "/" + id.host() + "-000" + id.sequence(),
                change,
                kind,
                kind == UndoKind.RECORDED ? "true" : null,
                note,
                State.INTENDED,
                null,
                now,
                null);
        store.intend(step, Hold.first(RUN, "tech@controller"));
    }

    private void undone(StepId step, @Nullable String problem) {
        StepId id = new StepId(
                UNDO, step.host(), steps.merge("undo " + step.host(), 1, Integer::sum), "u" + step.sequence());
        intend(id, "x", "undo: x", UndoKind.NOT_NEEDED, null);
        conclude(id, problem == null ? State.DONE : State.FAILED, problem);
        conclude(step, problem == null ? State.UNDONE : State.UNDO_FAILED, problem);
    }

    private void conclude(StepId id, State state, @Nullable String message) {
        now = now.plusSeconds(1);
        store.conclude(id, state, message, now);
    }

    private void host(String name, HostState state, @Nullable String detail) {
        store.host(RUN, name, state, detail, now);
    }
}
