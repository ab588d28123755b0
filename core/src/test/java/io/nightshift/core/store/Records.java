package io.nightshift.core.store;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.platform.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs, hosts and steps to fill a store with. */
final class Records {
    static final Instant EVENING = Instant.parse("2026-11-22T21:00:00.123456Z");

    private Records() {}

    static RunRecord aRun(String id) {
        return aRunAt(id, EVENING);
    }

    static RunRecord aRunAt(String id, Instant started) {
        return new RunRecord(
                id,
                RunRecord.Kind.RUN,
                null,
                "site.yml",
                List.of("run", "site.yml", "-e", "greeting=Grüße, \u4f60\u597d"),
                "tech",
                "0.1.0",
                started,
                null,
                null,
                started.plus(Duration.ofDays(14)),
                false);
    }

    static RunRecord aRollback(String id, String undoes, Instant started) {
        return new RunRecord(
                id,
                RunRecord.Kind.ROLLBACK,
                undoes,
                "site.yml",
                List.of(),
                "tech",
                "0.1.0",
                started,
                null,
                null,
                started.plus(Duration.ofDays(14)),
                false);
    }

    static HostRecord aHost(String name) {
        return new HostRecord(
                name, 1, HostState.WAITING, null, Map.of("address", "10.0.0.7", "key", "/home/tech/.ssh/id"), EVENING);
    }

    static Hold aHold(String run) {
        return Hold.first(run, "tech@controller");
    }

    static StepRecord aStep(String run, String host, int sequence) {
        return new StepRecord(
                new StepId(run, host, sequence, "p1.t" + sequence + ".a1.c1"),
                "Write the greeting",
                "site.yml:4:7",
                host,
                "tech",
                "root",
                "sudo",
                "/var/lib/nightshift/" + run + "/" + sequence,
                "write /etc/motd (12 bytes)",
                StepRecord.UndoKind.RECORDED,
                "mv -f 'old' '/etc/motd'\n",
                null,
                StepRecord.State.INTENDED,
                null,
                EVENING.plusSeconds(sequence),
                null);
    }
}
