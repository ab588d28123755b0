package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that wait for a place connect meanwhile. */
class EarlyConnectionsTest {
    /** Connections and ends of tasks in the order they came. */
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theNextHostConnectsWhileTheFirstIsAtWork() {
        Told run = onePlace("- {hosts: all, gather_facts: no, tasks: [{stat: {path: /}}, {pause: {seconds: 1}}]}", "")
                .go();

        assertThat(run.states()).containsEntry("one", HostState.UNCHANGED).containsEntry("two", HostState.UNCHANGED);
        assertThat(told).containsSubsequence("connects one", "pause one", "stat two");
        assertThat(told).containsSubsequence("connects two", "pause one");
        assertThat(told).containsOnlyOnce("connects two");
    }

    @Test
    void aLoginThatWasRefusedIsNotTriedOnceMore() {
        Told run = onePlace(
                        "- {hosts: all, gather_facts: no, tasks: [{stat: {path: /}}, {pause: {seconds: 1}}]}", "two")
                .go();

        assertThat(run.state("two")).isEqualTo(HostState.UNREACHABLE);
        assertThat(run.detail("two")).contains("does not let us in");
        assertThat(told).containsOnlyOnce("connects two");
        assertThat(run.state("one")).isEqualTo(HostState.UNCHANGED);
    }

    @Test
    void whatNeedsNoHostConnectsToNone() {
        onePlace("- {hosts: all, gather_facts: no, tasks: [{debug: {msg: here}}, {pause: {seconds: 1}}]}", "")
                .go();

        assertThat(told).noneMatch(event -> event.startsWith("connects"));
    }

    private ARun onePlace(String playbook, String refuses) {
        return aRun().of(playbook)
                .inventory("one\ntwo\n")
                .forks(1)
                .overSsh(new Transport() {
                    @Override
                    public Connection connect(Target target, Duration limit) throws TransportException {
                        told.add("connects " + target.name());
                        if (target.name().equals(refuses)) {
                            throw new TransportException(
                                    TransportException.Kind.AUTHENTICATION, target.name() + " does not let us in");
                        }
                        return House.LOCAL.connect(target, limit);
                    }

                    @Override
                    public void close() {}
                })
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.TaskEnded ended) {
                        told.add(ended.module() + " " + ended.host());
                    }
                });
    }
}
