package io.nightshift.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes whose moment comes when the window they need is closed: another host's, or their own that has closed since. */
class LateChangesFaultTest {
    private static final String NIGHT =
            "    maintenance_windows:\n      night: {zone: UTC, start: \"22:00\", duration: 2h}\n";

    private static Nights onTwoHosts(String play) {
        String playbook = "- hosts: pc1\n  gather_facts: no\n" + play + """
                  tasks:
                    - command: mark on-pc1
                    - command: mark on-pc2
                      delegate_to: pc2
                    - command: mark again
                """;
        return new Nights(List.of("pc1", "pc2"), playbook, NIGHT, 10).with("pc2", "{maintenance_window: night}");
    }

    @Test
    void aChangeMadeOnAnotherHostNeedsThatHostsWindow() {
        Nights nights = onTwoHosts("");
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.PARKED);
        assertThat(nights.world.hosts.get("pc1").marks).containsExactly("on-pc1");
        assertThat(nights.world.hosts.get("pc2").marks).isEmpty();
        assertThat(nights.events)
                .contains(new RunEvent.HostEnded(
                        "pc1",
                        HostState.PARKED,
                        "pc2 may not be changed now: `night` is not open now; next opening Sun 29 Nov 22:00 UTC"));
    }

    @Test
    void aRolloutGoesOnWithItWhenTheOthersWindowOpens() {
        Nights nights = onTwoHosts("  rollout: {rings: [{name: all, size: 100%}]}\n");
        RunResult result = nights.go().orElseThrow();

        assertThat(result.hosts()).containsEntry("pc1", HostState.UPDATED);
        assertThat(nights.world.hosts.get("pc1").marks).containsExactly("on-pc1", "again");
        assertThat(nights.world.hosts.get("pc2").marks).containsExactly("on-pc2");
    }

    @Test
    void aParkedHostThatGetsItsPlaceWhenTheWindowHasClosedAgainWaitsForTheNextNight() {
        List<String> hosts = List.of("pc1", "pc2", "pc3");
        String step = "    - {command: \"mark %s-{{ inventory_hostname }} 1680\", undo: unmark x}\n";
        String playbook = "- hosts: all\n  gather_facts: no\n"
                + "  rollout: {rings: [{name: all, size: 100%}], width: 2, offline: {wait: 9d}}\n  tasks:\n"
                + step.formatted("one") + step.formatted("two") + step.formatted("three") + step.formatted("four");
        String hour =
                "    maintenance_windows:\n      night: {zone: UTC, start: \"22:00\", duration: 1h, closing: park}\n"
                        + "    maintenance_window: night\n";
        Nights nights = new Nights(hosts, playbook, hour, 11);
        RunResult result = nights.go().orElseThrow();

        for (String host : hosts) {
            List<Instant> begun = nights.world.hosts.get(host).begun;
            assertThat(begun).as(host).isNotEmpty();
            assertThat(begun).as(host).allMatch(at -> at.atZone(ZoneOffset.UTC).getHour() == 22);
        }
        assertThat(result.hosts()).containsEntry("pc1", HostState.UPDATED).containsEntry("pc2", HostState.UPDATED);
    }
}
