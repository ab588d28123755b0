package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.transport.Transport;
import java.time.Duration;
import java.util.List;

/** One host of a run taken back in a test, as {@code nightshift rollback --partial} does it. */
record ARollback(String id, int exitCode) {
    static ARollback of(String run, String id, String host, Transport ssh) {
        RunRecord record = House.STORE.run(run).orElseThrow();
        int exitCode = new HostRollbacks(
                        House.services(ssh, House.LOCAL, House.STORE),
                        event -> {},
                        1,
                        Duration.ofSeconds(60),
                        HostSecrets.NONE,
                        text -> text,
                        Duration.ZERO)
                .run(
                        new HostRollbacks.Order(
                                id, record, List.of(host), true, List.of("test"), "test", "tester@desk", false),
                        () -> {});
        return new ARollback(id, exitCode);
    }

    HostState state() {
        return House.STORE.hosts(id).get(0).state();
    }

    /** The sentence about the host. */
    String detail() {
        HostRecord host = House.STORE.hosts(id).get(0);
        return String.valueOf(host.detail());
    }
}
