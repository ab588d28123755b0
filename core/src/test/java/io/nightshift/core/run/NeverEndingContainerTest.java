package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands that never end, each in its own way: at their limit they are stopped, and nothing they started is left. */
@NeedsTargets
class NeverEndingContainerTest {
    private static final long LIMIT_SECONDS = 3;

    /** Each process is known by the number in its arguments, or by the ticket in the name of its script. */
    private static final Map<String, String> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put("sleeps", "sleep 87001");
        SHAPES.put("computes", "while :; do :; done");
        SHAPES.put("ignores-term", "trap '' TERM; while :; do sleep 87003; done");
        SHAPES.put("new-session", "setsid sh -c 'trap \"\" TERM; sleep 87004' & sleep 87004");
        SHAPES.put("daemon", "(setsid sh -c '(trap \"\" TERM; exec sleep 87005) & exit 0' &); sleep 87005");
        SHAPES.put("waits-for-input", "mkfifo /tmp/87006; cat /tmp/87006");
        SHAPES.put("huge-output", "yes 87007");
        SHAPES.put("stopped", "sleep 87008 & kill -STOP $!; kill -STOP $$; sleep 87008");
        SHAPES.put("grandchild", "sh -c 'sh -c \"trap \\\"\\\" TERM; sleep 87009; sleep 87009\" & wait'");
        SHAPES.put("nohup", "nohup sleep 87010 & wait");
        SHAPES.put(
                "comes-back",
                "r() { sleep 0.2; (trap r TERM; sleep 87011) & }; trap r TERM; while :; do sleep 87011; done");
        SHAPES.put("no-environment", "env -i setsid sh -c '(trap \"\" TERM; exec sleep 87012) & exit 0'; sleep 87012");
    }

    private static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void everyShapeIsStoppedWithAllItStarted() {
        List<String> hosts = new ArrayList<>();
        SHAPES.keySet().forEach(shape -> hosts.add(host(shape, shape, "root")));
        // The same without root, where no cgroup can be made; and without a ticket.
        SHAPES.keySet().stream()
                .filter(shape -> !shape.equals("no-environment"))
                .forEach(shape -> hosts.add(host("user-" + shape, shape, "deploy")));
        Map<String, Long> took = new ConcurrentHashMap<>();
        Told told;
        try (SshTransport ssh = new SshTransport(SshSettings.only(fleet.knownHosts()))) {
            told = aRun().of("""
                            - hosts: all
                              gather_facts: no
                              tasks:
                                - shell: "echo began; {{ command }}"
                                  changed_when: false
                                  timeout: %d
                                  when: "not inventory_hostname.startswith('raw-')"
                                - raw: "echo began; {{ command }}"
                                  changed_when: false
                                  timeout: %d
                                  when: inventory_hostname.startswith('raw-')
                            """.formatted(LIMIT_SECONDS, LIMIT_SECONDS))
                    .inventory(String.join("\n", hosts) + "\n" + host("raw-daemon", "daemon", "root") + "\n"
                            + host("raw-stopped", "stopped", "deploy") + "\n[all:vars]\nansible_ssh_private_key_file="
                            + fleet.privateKey() + "\n")
                    .forks(6)
                    .overSsh(ssh)
                    .watchedBy((event, handle) -> {
                        if (event instanceof TaskEnded ended && ended.status() == RunEvent.TaskStatus.FAILED) {
                            took.put(ended.host(), System.nanoTime());
                        } else if (event instanceof RunEvent.TaskStarted started) {
                            took.put("began " + started.host(), System.nanoTime());
                        }
                    })
                    .go();
        }
        List<String> names = told.result().hosts().keySet().stream().toList();
        TargetHost target = fleet.host();
        String left = target.sh(
                        "ps -eo pid,args | grep -E '[8]70[0-9][0-9]$|sh /var/lib/[n]ightshift/|sh .*[.]local/[s]tate' || :;"
                                + " grep -la NIGHTSHIFT_STEP= /proc/[0-9]*/environ || :")
                .stdout();
        double worst = names.stream()
                .filter(took::containsKey)
                .mapToDouble(name -> (took.get(name) - took.get("began " + name)) / 1e9 - LIMIT_SECONDS)
                .max()
                .orElse(-1);
        Predicate<String> stopped = name -> told.steps(name).stream().anyMatch(step -> step.state() == State.TIMED_OUT);
        Scoreboard.line(
                "R-09",
                "never-ending",
                names.size(),
                left.isBlank() ? names.stream().filter(stopped).count() : 0,
                String.format(
                        "gone %.1f s after the limit, %d processes left",
                        worst, left.lines().count()));
        assertThat(left).as("processes left").isBlank();
        assertThat(names).allMatch(stopped);
        assertThat(worst).isBetween(0.0, 60.0);
        assertThat(told.state("sleeps")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(told.detail("sleeps"))
                .contains("did not end within its time limit of 3 s and was stopped, with everything it had started");
    }

    private static String host(String name, String shape, String user) {
        TargetHost target = fleet.host();
        return name + " ansible_host=" + target.address() + " ansible_user=" + user + " command=" + "\""
                + SHAPES.get(shape).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
